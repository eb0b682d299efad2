"""Amending: binding addresses, carrying out, history and point in time."""
