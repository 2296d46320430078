"""The story of something done, told in any way, and how it was (P-32, P-33)."""
