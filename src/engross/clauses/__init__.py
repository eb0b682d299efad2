"""Clauses: the text as a tree, its labels, lists, words, addresses and references."""
