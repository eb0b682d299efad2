"""The bridge: texts and grants to documents; all that crosses from law to paper."""
