"""Saying "I am interested": three short pages, a confirmation, what became of it, taking it back (P-22)."""
