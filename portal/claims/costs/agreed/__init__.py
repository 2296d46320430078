"""Costs that should be agreed first: a taxi, care, a supporter, a place to stay (P-56, P-58)."""
