"""Staff and their roles, as an administrator changes them."""
