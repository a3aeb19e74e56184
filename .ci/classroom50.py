"""The autograder of an assignment in Classroom 50: grade the repository that it runs in, and write result.json there.

The assignment's bundle has this file, as autograder.py, and the archive of a release. The variable CONVKIT_ENVIRONMENT
names an environment that has the kit; without it, the kit is installed.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path


def main() -> int:
    """Return 0 whatever the points are; not 0 means that the kit could not grade, and there is no result.json."""
    repository, (archive,) = Path.cwd(), Path(os.environ["CLASSROOM50_BUNDLE_DIR"]).glob("*.zip")
    with tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(archive) as release:
            release.extractall(scratch)
        (course,) = Path(scratch).iterdir()
        kit, results = os.environ.get("CONVKIT_ENVIRONMENT") or f"{scratch}/kit", f"{scratch}/results"
        steps = [
            ["bash", ".ci/feedback", kit, str(repository), "student", results],
            [f"{kit}/bin/grader", "export", "classroom50", results, "--out", str(repository / "result.json")],
        ]
        if "CONVKIT_ENVIRONMENT" not in os.environ:
            steps.insert(0, ["bash", ".ci/install", kit])
        for step in steps:
            if code := subprocess.run(step, cwd=course, check=False).returncode:
                return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
