"""Draw the cases of all checks, and keep them in a file."""
