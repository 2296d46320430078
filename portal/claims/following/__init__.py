"""A person's claims, one claim, its messages and questions, taking it back (P-50, P-68, P-69)."""
