"""Stories as coordinators read and answer them (C-40)."""
