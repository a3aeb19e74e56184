"""Print the next hint for an exercise."""

from pathlib import Path

import click

from grader import course
from grader.commands.options import course_option, exercise_named
from grader.console import out
from grader.practice.progress import next_hint


@click.command()
@click.argument("exercise")
@course_option
def hint(exercise: str, course_folder: Path) -> None:
    """Print the next hint for EXERCISE; each call shows one more."""
    catalogue = course.load(course_folder)
    for line in next_hint(catalogue, exercise_named(catalogue, exercise)):
        out.print(line, markup=False)
