"""Help for everyone (P-72)."""
