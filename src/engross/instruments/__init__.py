"""Instruments: what a signed paper orders, as operations."""
