"""One cost at a time: travel, own vehicle, parking, food, something else (P-54, P-55, P-57, P-59, P-60)."""
