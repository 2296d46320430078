"""Payment for time: what was agreed, the person's own answer, which sessions (P-61a to P-61c)."""
