"""Grade the submission in a Gradescope container: `python -m grader.autograders.running /autograder`.

Either `results/results.json` is written whole, after every process that ran the submission has ended, or it is not
written at all, so that the platform reports an error of the autograder and not a grade.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import msgspec

from grader import course, resources, results
from grader.autograders import settings
from grader.autograders.settings import Settings
from grader.cases.keys import Keys
from grader.files import remove_halves, write_atomically
from grader.results import Report
from grader.writers import gradescope

CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
MEGABYTE = 1 << 20
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
KIT_FAULT = 3


def main(home: Path, *, only_check: bool = False) -> None:
    """Grade `home/submission` by `home/source`, and write `home/results/results.json`."""
    chosen = _settings(home / "source" / settings.FILE)
    os.environ["XDG_CACHE_HOME"] = f"{home}/cache"  # whatever HOME is when the image is built and when it runs
    facts = home / "source" / settings.FACTS
    if only_check:
        write_atomically(facts, msgspec.json.encode(_found(home, chosen)))
        print(f"convkit {chosen.kit} is ready; the container needs {chosen.memory_mb} MB of memory.")
        return
    place = home / "results" / "results.json"
    place.unlink(missing_ok=True)
    remove_halves(place.parent)
    _require_memory(chosen.memory_mb)
    report = _graded(home, chosen)
    if report is None or report.kit_errors:
        _stop("the submission was not graded because of an error of the kit or the machine; run the autograder again.")
    wanted = {"data": "none", "weights": "none"} | msgspec.json.decode(facts.read_bytes(), type=dict[str, str])
    if (got := {"data": report.data, "weights": report.weights}) != wanted:
        _stop(f"graded with {got}, others with {wanted}, so that the maximum may differ; run the autograder again.")
    write_atomically(place, gradescope.render(report))


def _settings(file: Path) -> Settings:
    try:
        found = results.decoded(file.read_bytes(), Settings)
    except OSError as error:
        _stop(f"{file}: cannot be read ({error.strerror}); upload an archive of grader export.")
    if found is None:
        _stop(f"{file}: not valid; upload an archive of grader export.")
    if found.kit != version("convkit"):
        _stop(f"convkit {version('convkit')} is installed here, and {found.kit} made the archive; make it again.")
    return found


def _found(home: Path, chosen: Settings) -> dict[str, str]:
    """Find, download or make the images and weights that all runs of this image use, and return which they are."""
    catalogue = course.load(home / "source" / "course")
    data = home / "source" / "data"
    keys, folder = Keys.of(catalogue), data if data.is_dir() else None
    found = [
        resources.find(catalogue, name, chosen.budget, folder, resources.to_stderr)
        for name in keys.fixtures(keys.exercises)
    ]
    return {key: value for each in found for key, value in each.facts.items()}


def _require_memory(needed: int) -> None:
    limit = memory_limit() // MEGABYTE
    if limit < needed:
        _stop(
            f"this container has {limit} MB of memory, and grading needs {needed} MB; raise it in the assignment's "
            "settings, under Autograder, Container Specifications, and run the autograder again."
        )


def memory_limit() -> int:
    """Return the bytes of memory that this container may use: by its cgroup, or by the machine."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for file in CGROUPS:
        with suppress(OSError, ValueError):  # "max" is no limit
            found.append(int(Path(file).read_text()))
    return min(found)


def _graded(home: Path, chosen: Settings) -> Report | None:
    """Return the record of a run of `grader grade`, or None if it failed; no process of the run is left."""
    source = home / "source"
    options = ["--course", f"{source}/course", "--bank", f"{source}/bank", "--budget", chosen.budget, "--jobs", "1"]
    options += ["--data", f"{source}/data"] if (source / "data").is_dir() else []
    options += ["--allow-weak-isolation"] if chosen.allow_weak_isolation else []
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="convkit-autograder-") as out:
        command = [sys.executable, "-I", "-m", "grader.cli", "grade", f"{home}/submission", "--out", out, *options]
        done = subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL, check=False)
        _end_children()
        written = next(Path(out).glob(f"*/{results.FILE}"), None)
        return results.load(written) if written and done.returncode == 0 else None


def _end_children() -> None:
    """Kill what the run has left, and wait until it is gone; its orphans are this process's children."""
    while found := _children():
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(-1, 0)


def _children() -> list[int]:
    file = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return [int(pid) for pid in file.read_text().split()]
    except OSError:  # a kernel without this file
        return []


def _stop(message: str) -> NoReturn:
    print(f"grader: {message}", file=sys.stderr, flush=True)
    sys.exit(KIT_FAULT)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[-1]), only_check="--check" in sys.argv)
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror or error}; run the autograder again.")
    except (course.CourseError, resources.ResourceError) as error:
        _stop(str(error))
