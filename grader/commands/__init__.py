"""The commands of `grader`, by who calls them."""
