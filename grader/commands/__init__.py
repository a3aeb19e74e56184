"""One module for each command of `grader`."""
