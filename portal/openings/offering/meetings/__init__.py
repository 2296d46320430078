"""Dated meetings of an opening: adding, calling off, and who came."""
