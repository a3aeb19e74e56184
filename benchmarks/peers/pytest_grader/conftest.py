"""Load pytest-grader."""

pytest_plugins = ["pytest_grader"]
