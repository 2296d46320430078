"""A person's own details (P-73)."""
