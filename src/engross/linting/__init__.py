"""Linting: checks on a text and on a packet."""
