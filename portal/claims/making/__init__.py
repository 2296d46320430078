"""Starting a claim, what is in it, and the list of what it holds so far (P-51 to P-53)."""
