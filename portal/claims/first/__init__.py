"""Money first: travel booked, money or cash before, its receipts, and what is left of it (P-66, rule 64)."""
