"""The list of people who take part, for coordinators (C-20)."""
