"""Print, as JSON, what `grader watch`, `grader show` and a notebook say about the exercises of a submission.

Arguments: the course folder, the submission, a case bank, and the exercises.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader import course
from grader.cases.keys import Keys
from grader.course import Course, Exercise
from grader.notebook.checking import Notebook
from grader.practice.judge import Judged, PracticeJudge
from grader.practice.session import Session
from grader.practice.snippet import failing_case
from grader.practice.watch import Watch


class Lines:
    """A screen that keeps what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str, look: str = "") -> None:
        self.said.append(text)

    def show(self, content: str) -> None:
        pass

    def draw(self, figures: object) -> None:
        pass

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        yield


class Once(PracticeJudge):
    """Judges each exercise once for all who ask."""

    known: dict[str, Judged]

    def judge(self, session: Session, exercise: Exercise) -> Judged:
        if exercise.id not in self.known:
            self.known[exercise.id] = super().judge(session, exercise)
        return self.known[exercise.id]


def watched(judge: PracticeJudge, exercise: str) -> str:
    screen = Lines()
    Watch(judge, screen, [exercise]).run(())
    *message, _score, _blank = screen.said
    return "\n".join(message)


def in_notebook(catalogue: Course, bank: Path, exercises: Sequence[str]) -> dict[str, str]:
    namespace: dict[str, Any] = {}
    for module in catalogue.modules:
        namespace |= vars(importlib.import_module(module))
    notebook, found = Notebook(catalogue, {}, namespace, "none", bank), Keys.of(catalogue).checks
    with contextlib.closing(notebook):
        return {name: repr(notebook.exercise(catalogue.exercise(name), found[name])) for name in exercises}


def main(place: str, submission: str, bank: str, *exercises: str) -> None:
    catalogue, folder, file = course.load(Path(place)), Path(submission), Path(bank)
    judge = Once(catalogue, folder, lambda _: file, data_folder=None, budget="none", captures=True)
    judge.known = {}
    found: dict[str, dict[str, str]] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for name in exercises:
            shown = watched(judge, name), failing_case(judge, catalogue.exercise(name))
            found[name] = dict(zip(("grader watch", "grader show"), shown, strict=True))
        sys.path.insert(0, submission)  # only now: for the others, these modules are no packages
        for name, verdict in in_notebook(catalogue, file, exercises).items():
            found[name]["check in a notebook"] = verdict
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
