"""A person's role: its agreement, payment for time, and their papers (P-23, P-61a, P-61c)."""
