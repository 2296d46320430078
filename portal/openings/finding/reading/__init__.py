"""One opening in full (P-21), and a question about it."""
