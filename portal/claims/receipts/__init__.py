"""Photos and files of receipts, and saying why there is none (P-62, P-63)."""
