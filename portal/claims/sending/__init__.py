"""Check answers, send, and what happens next (P-65, P-67)."""
