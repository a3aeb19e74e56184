"""Draw the cases of all checks and store them in a case bank."""
