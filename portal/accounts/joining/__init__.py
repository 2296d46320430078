"""Joining in three questions (P-01 to P-05)."""
