"""The agreement of a role, written and signed by the coordinator first (C-32)."""
