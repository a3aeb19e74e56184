"""Find out which modules of packages nobody needs in a run, so that nobody waits for their import."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.course import Course
from grader.intake.listing import SINGLE
from grader.intake.members import SubmissionError
from grader.intake.submission import read_submission


def unused_modules(course: Course, exercises: Sequence[str], paths: Iterable[Path]) -> tuple[str, ...]:
    """Return the modules to preload that neither the solutions of these exercises nor the submissions mention.

    A submission that mentions one in a way that is not seen here imports it itself. Archives may mention any.
    """
    modules = {e.module for e in course.exercises if e.id in exercises}
    sources = [file.read_bytes() for file in (course.path / "reference").glob("*.py") if file.stem in modules]
    for path in paths:
        if not path.is_dir() and not path.name.lower().endswith(SINGLE):
            return ()
        try:
            submission = read_submission(path, modules=course.modules)
            sources += _imported(submission.files, modules, course.modules)
            sources += [submission.notebook.code] if submission.notebook else []
        except SubmissionError:
            continue  # the judge reports it
    parts = {name: name.encode().split(b".") for name in ("torch", *course.worker.preload)}
    return tuple(n for n, each in parts.items() if not all(any(part in s for s in sources) for part in each))


def _imported(files: Mapping[str, bytes], modules: Iterable[str], every: Sequence[str]) -> list[bytes]:
    """Return the sources of these modules of a submission, of those that they mention, and of its other files."""
    found = {name: source for name, source in files.items() if name.removesuffix(".py") not in every}
    waiting = [f"{module}.py" for module in modules]
    while waiting:
        name = waiting.pop()
        if name in files and name not in found:
            found[name] = files[name]
        waiting += [f"{m}.py" for m in every if f"{m}.py" in files.keys() - found.keys() and _mention(found, m)]
    return list(found.values())


def _mention(sources: Mapping[str, bytes], module: str) -> bool:
    return any(module.encode() in source for source in sources.values())
