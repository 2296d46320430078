"""Who would like to join an opening, and the answers they get (C-31)."""
