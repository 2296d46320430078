"""Signing in by link or password, signing out, and going on where somebody was (P-06)."""
