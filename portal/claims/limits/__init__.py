"""A participant's own limit (P-61d): what they set for themselves, and what a payment would make of it."""
