"""Whether the portal lives and can work, and its figures."""
