"""Grade one or many submissions."""
