"""Grade submissions: one, or many."""
