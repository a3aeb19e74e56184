"""Check your files each time you save one."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from watchfiles import PythonFilter
from watchfiles import watch as changes

from grader import course
from grader.commands.options import bank_of, course_option, data_option, exercise_named, submission_option
from grader.console import Stop, out, prose
from grader.course import Course
from grader.plots import terminal
from grader.plots.charts import Figure
from grader.practice import messages, page
from grader.practice.judge import PracticeJudge
from grader.practice.session import PracticeError
from grader.practice.watch import Watch

if TYPE_CHECKING:
    from grader.practice.serving import PageServer

LOOKS = {"good": "green", "bad": "red", "next": "bold", "quiet": "dim", "": None}


class Terminal:
    """Writes to the terminal, where prose is broken at words, code and paths are not; and to a page."""

    def __init__(self, catalogue: Course, server: "PageServer | None") -> None:
        self.course, self.server = catalogue, server
        if server:
            out.print(f"The page with pictures: {server.address}", markup=False)

    def show(self, content: str) -> None:
        if self.server:
            self.server.show(content)
        else:
            with suppress(OSError):  # in a read-only folder, there is no page
                page.write(self.course, content)

    def draw(self, figures: Sequence[Figure]) -> None:
        grids = terminal.grids(figures, out.width) if terminal.has_colours(out) else None
        if grids:
            out.print(grids, soft_wrap=False)

    def say(self, text: str, look: str = "") -> None:
        prose(text, whole=look in ("bad", "next") or messages.is_code(text), style=LOOKS[look])

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        columns = (SpinnerColumn(), TextColumn("{task.description} …"), TimeElapsedColumn())
        with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
            bar.add_task(what, total=None)
            yield


def page_server(catalogue: Course) -> "PageServer":
    from grader.practice.serving import PageServer  # noqa: PLC0415  only a page needs a server

    return PageServer(catalogue)


@click.command()
@click.argument("exercises", nargs=-1)
@click.option("--page", "serve", is_flag=True, help="Serve a page on this machine that follows each save.")
@submission_option
@data_option
@course_option
def watch(
    exercises: tuple[str, ...],
    serve: bool,
    submission_folder: Path | None,
    data_folder: Path | None,
    course_folder: Path,
) -> None:
    """Check your files each time you save one, until you press Ctrl-C.

    Watches all exercises except bonus ones, or only EXERCISES. The pictures of what failed last are in
    .convkit/practice.html.
    """
    catalogue = course.load(course_folder)
    chosen = [exercise_named(catalogue, name).id for name in exercises]
    folder = submission_folder or catalogue.path / "student"
    place = partial(bank_of, catalogue, None)
    stop = threading.Event()
    judge = PracticeJudge(catalogue, folder, place, data_folder=data_folder, budget="quick", captures=True)
    try:
        out.print(f"Watching {folder}: save a file to check it; press Ctrl-C to stop.", markup=False)
        listening = changes(folder, watch_filter=PythonFilter(), stop_event=stop, raise_interrupt=False)
        saved = ([Path(name) for _, name in found] for found in listening)
        server = page_server(catalogue) if serve else None
        Watch(judge, Terminal(catalogue, server), chosen).run(saved)
    except (PracticeError, FileNotFoundError) as error:
        raise Stop(str(error)) from None
    except KeyboardInterrupt:
        return
    finally:
        stop.set()
