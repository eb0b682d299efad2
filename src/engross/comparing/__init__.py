"""Comparing: matching clauses, word differences, and the instrument that makes them."""
