"""Run the tests as Gradescope does, and write results.json."""

import unittest
from pathlib import Path

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with Path("results.json").open("w") as stream:
        JSONTestRunner(visibility="visible", stream=stream).run(suite)
