"""Draw the figures of the tutorial with a student's own functions."""
