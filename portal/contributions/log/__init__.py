"""The log: what a person did, when and for how long (P-30, P-31, P-34)."""
