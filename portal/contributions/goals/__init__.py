"""What a person wants to learn, step by step (P-35)."""
