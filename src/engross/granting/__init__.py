"""Granting: the grant record, the plan's rules on it, the ledger, Open Cap Table."""
