"""Load the kit's pytest plugin."""

pytest_plugins = ["grader.practice.plugin"]
