"""Draw the figures with a submission's functions, and write them and a page that shows them."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from grader.asking import direct
from grader.course import Course
from grader.files import write_atomically
from grader.tutorial.gallery.catalogue import FIGURES
from grader.tutorial.gallery.comparison import Comparison
from grader.tutorial.gallery.figures import Figure
from grader.tutorial.gallery.functions import LeftOut, NotDone, StudentFunctions
from grader.tutorial.training import budget_of
from grader.worker.answering import Answerer
from grader.writers import pages

SECONDS = 30.0  # limit for one call, in CPU time


@dataclass(frozen=True)
class Drawn:
    """A figure with its width and height, and what is wrong with it: each wrong function with a claim that fails."""

    figure: Figure
    size: tuple[int, int]
    wrong: dict[str, str] = field(default_factory=dict)
    right: tuple[int, int] | None = None  # width and height of the right figure, if it is shown beside this one

    @property
    def fault(self) -> str:
        """What is wrong, in words."""
        return " ".join(f"{name} is wrong; it fails the check “{claim}”." for name, claim in self.wrong.items())


@dataclass
class Gallery:
    """The figures drawn, and the reasons why others are missing."""

    folder: Path
    figures: list[Drawn] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)  # titles of missing figures by reason
    substitutes: tuple[str, ...] = ()  # functions that the kit replaced
    stopped: bool = False

    @property
    def page(self) -> Path:
        return self.folder / "index.html"

    def notes(self) -> list[str]:
        """Return a line for each reason why figures are missing, and one for the substitutes."""
        lines = [f"{reason} → {', '.join(titles)}" for reason, titles in self.missing.items()]
        if self.figures and self.substitutes:
            lines.append(f"the other figures use the kit's {', '.join(self.substitutes)}")
        return lines

    def faults(self) -> list[str]:
        """Return a line for each group of functions that are wrong in the same figures, with one of their failures."""
        titles: dict[tuple[str, ...], list[str]] = {}
        for drawn in self.figures:
            if drawn.wrong:
                titles.setdefault(tuple(drawn.wrong), []).append(drawn.figure.title)
        return [f"drawn with a wrong {' and '.join(names)} → {', '.join(them)}" for names, them in titles.items()]


def draw(
    course: Course,
    submission: Path,
    out: Path,
    *,
    data: Path | None,
    budget: str,
    log: Callable[[str], None],
    begin: Callable[[str], None],
) -> Gallery:
    """Draw all possible figures into the folder `out`; call `begin` with the title of each."""
    os.environ.setdefault("MPLBACKEND", "Agg")  # keeps modules that plot from opening windows
    answerer = Answerer(
        direct.read_folder(submission), course.functions, folder=str(submission), recipes=course.worker.recipes
    )
    own = direct.Direct(answerer, seconds=SECONDS)
    student = StudentFunctions(own, data=data, budget=budget_of(course, budget), log=log)
    comparison = Comparison(course, submission)
    gallery = Gallery(out)
    try:
        for figure in FIGURES:
            for earlier in (figure.file, figure.right):
                (out / earlier).unlink(missing_ok=True)
            if set(figure.needs) <= set(course.functions) and not gallery.stopped:
                begin(figure.title)
                _add(gallery, student, comparison, figure)
    finally:
        comparison.close()
        own.close()
    gallery.substitutes = tuple(student.substitutes)
    page = pages.render("gallery.html.jinja", title=course.title, drawn=gallery.figures, notes=gallery.notes())
    write_atomically(gallery.page, page.encode())
    return gallery


def _add(gallery: Gallery, student: StudentFunctions, comparison: Comparison, figure: Figure) -> None:
    """Draw and write one figure, or record why it is missing."""
    student.answers.clear()
    try:
        picture = figure.draw(student, figure.title)
        size = _written(gallery.folder / figure.file, picture)
        gallery.figures.append(Drawn(figure, size))
        if wrong := comparison.wrong(student, figure.needs):
            gallery.figures[-1] = Drawn(figure, size, wrong, _right(gallery.folder, student, comparison, figure))
    except LeftOut as left_out:
        gallery.missing.setdefault(f"left out: {left_out}", []).append(figure.title)
    except NotDone as problem:
        for reason in student.reasons(figure.needs, problem):
            gallery.missing.setdefault(reason, []).append(figure.title)
    except KeyboardInterrupt:
        gallery.stopped = True


def _right(folder: Path, student: StudentFunctions, comparison: Comparison, figure: Figure) -> tuple[int, int] | None:
    """Draw and write the same figure with the reference's functions, and return its size; None if it takes long."""
    if figure.trains or comparison.reference is None:
        return None
    right = StudentFunctions(comparison.reference, data=student.data, budget=None, log=student.log)
    return _written(folder / figure.right, figure.draw(right, figure.title))


def _written(file: Path, picture: bytes) -> tuple[int, int]:
    """Write a picture, and return its width and height."""
    write_atomically(file, picture)
    return Image.open(io.BytesIO(picture)).size
