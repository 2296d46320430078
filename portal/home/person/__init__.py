"""A person at a glance, for the staff who work with them (C-21)."""
