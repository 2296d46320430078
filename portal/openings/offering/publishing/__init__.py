"""Writing an opening part by part, and showing it to people (C-30)."""
