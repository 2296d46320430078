"""A trusted person at work for somebody, within what was ticked (P-71)."""
