"""Check your files each time you save one."""

from functools import partial
from pathlib import Path

import click
from watchfiles import PythonFilter
from watchfiles import watch as changes

from grader import course
from grader.commands.options import bank_of, course_option, data_option, submission_option
from grader.console import Stop, out
from grader.practice.judge import PracticeJudge
from grader.practice.session import PracticeError
from grader.practice.watch import Watch

LOOKS = {"good": "green", "bad": "red", "next": "bold", "": None}


@click.command()
@submission_option
@data_option
@course_option
def watch(submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Check your files each time you save one, until you press Ctrl-C."""
    catalogue = course.load(course_folder)
    folder = submission_folder or catalogue.path / "student"
    judge = PracticeJudge(catalogue, folder, partial(bank_of, catalogue, None), data_folder=data_folder, budget="quick")
    try:
        out.print(f"Watching {folder}: save a file to check it; press Ctrl-C to stop.", markup=False)
        saved = changes(folder, watch_filter=PythonFilter())
        Watch(judge, lambda line, look: out.print(line, style=LOOKS[look], markup=False)).run(saved)
    except (PracticeError, FileNotFoundError) as error:
        raise Stop(str(error)) from None
    except KeyboardInterrupt:
        return
