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
from grader.tutorial.gallery.figures import Figure
from grader.tutorial.gallery.functions import LeftOut, NotDone, StudentFunctions
from grader.tutorial.training import budget_of
from grader.worker.answering import Answerer
from grader.writers import pages

SECONDS = 30.0  # limit for one call, in CPU time


@dataclass
class Gallery:
    """The figures drawn, and the reasons why others are missing."""

    folder: Path
    figures: list[tuple[Figure, tuple[int, int]]] = field(default_factory=list)  # with width and height
    missing: dict[str, list[str]] = field(default_factory=dict)  # titles of missing figures by reason
    substitutes: tuple[str, ...] = ()  # functions that the kit replaced
    stopped: bool = False

    @property
    def page(self) -> Path:
        return self.folder / "index.html"

    def lines(self) -> list[str]:
        """Return a line for each reason why figures are missing, and one for the substitutes."""
        lines = [f"{reason} → {', '.join(titles)}" for reason, titles in self.missing.items()]
        if self.figures and self.substitutes:
            lines.append(f"the other figures use the kit's {', '.join(self.substitutes)}")
        return lines


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
    gallery = Gallery(out)
    try:
        for figure in FIGURES:
            # Remove the figure of an earlier run.
            (out / figure.file).unlink(missing_ok=True)
            if set(figure.needs) <= set(course.functions) and not gallery.stopped:
                begin(figure.title)
                _add(gallery, student, figure)
    finally:
        own.close()
    gallery.substitutes = tuple(student.substitutes)
    page = pages.render("gallery.html.jinja", title=course.title, drawn=gallery.figures, notes=gallery.lines())
    write_atomically(gallery.page, page.encode())
    return gallery


def _add(gallery: Gallery, student: StudentFunctions, figure: Figure) -> None:
    """Draw and write one figure, or record why it is missing."""
    try:
        picture = figure.draw(student, figure.title)
    except LeftOut as left_out:
        gallery.missing.setdefault(f"left out: {left_out}", []).append(figure.title)
    except NotDone as problem:
        for reason in student.reasons(figure.needs, problem):
            gallery.missing.setdefault(reason, []).append(figure.title)
    except KeyboardInterrupt:
        gallery.stopped = True
    else:
        write_atomically(gallery.folder / figure.file, picture)
        gallery.figures.append((figure, Image.open(io.BytesIO(picture)).size))
