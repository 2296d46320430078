"""What a person can show of all that they gave (P-36)."""
