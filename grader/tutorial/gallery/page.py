"""Draw every figure that a submission can draw, write them with their page, and say what is missing."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from grader.course import Course
from grader.tutorial.gallery.figures import Figure
from grader.tutorial.gallery.functions import LeftOut, Studio, Undone
from grader.tutorial.gallery.catalogue import FIGURES
from grader.files import write_atomically
from grader.asking import direct
from grader.tutorial.training import budget_of
from grader.worker.answering import Answerer
from grader.writers import pages

SECONDS = 30.0  # of CPU time for one call


@dataclass
class Exhibition:
    """What was drawn, and why the rest was not."""

    folder: Path
    figures: list[tuple[Figure, tuple[int, int]]] = field(default_factory=list)  # with width and height
    missing: dict[str, list[str]] = field(default_factory=dict)  # a reason, and the figures that it costs
    lent: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def page(self) -> Path:
        return self.folder / "index.html"

    def lines(self) -> list[str]:
        """Say what is missing, and what it costs, in a line for each reason."""
        said = [f"{reason} → {', '.join(titles)}" for reason, titles in self.missing.items()]
        if self.figures and self.lent:
            said.append(f"the kit's own {', '.join(self.lent)} stood in where the other figures need the picture")
        return said


def draw(
    course: Course,
    submission: Path,
    out: Path,
    *,
    data: Path | None,
    budget: str,
    log: Callable[[str], None],
    begin: Callable[[str], None],
) -> Exhibition:
    """Draw what the modules of a submission can draw into the folder `out`; `begin` hears which figure is next."""
    os.environ.setdefault("MPLBACKEND", "Agg")  # a module that plots must not open a window
    answerer = Answerer(
        direct.read_folder(submission), course.functions, folder=str(submission), recipes=course.worker.recipes
    )
    own = direct.Direct(answerer, seconds=SECONDS)
    studio = Studio(own, data=data, budget=budget_of(course, budget), log=log)
    exhibition = Exhibition(out)
    try:
        for figure in FIGURES:
            # What an earlier run drew must not pass for this one's.
            (out / figure.file).unlink(missing_ok=True)
            if set(figure.needs) <= set(course.functions) and not exhibition.stopped:
                begin(figure.title)
                _add(exhibition, studio, figure)
    finally:
        own.close()
    exhibition.lent = tuple(studio.lent)
    page = pages.render("gallery.html.jinja", title=course.title, drawn=exhibition.figures, notes=exhibition.lines())
    write_atomically(exhibition.page, page.encode())
    return exhibition


def _add(exhibition: Exhibition, studio: Studio, figure: Figure) -> None:
    """Draw one figure and write it, or note what it lacks."""
    try:
        picture = figure.draw(studio, figure.title)
    except LeftOut as left_out:
        exhibition.missing.setdefault(f"left out: {left_out}", []).append(figure.title)
    except Undone as undone:
        for reason in studio.lacks(figure.needs, undone):
            exhibition.missing.setdefault(reason, []).append(figure.title)
    except KeyboardInterrupt:
        exhibition.stopped = True
    else:
        write_atomically(exhibition.folder / figure.file, picture)
        exhibition.figures.append((figure, Image.open(io.BytesIO(picture)).size))
