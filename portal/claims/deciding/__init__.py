"""Deciding: the queue (C-01), the evidence beside the decision (C-10), questions (C-11)."""
