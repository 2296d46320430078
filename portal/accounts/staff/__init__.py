"""Staff and their roles: invited, changed, removed. The pages are in office/."""
