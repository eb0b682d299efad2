"""Checks of references: X01 to X09."""

TEXT = ()
PACKET = ()
