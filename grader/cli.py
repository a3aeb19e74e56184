"""The `grader` command."""

from __future__ import annotations

import sys

import click

from grader.commands import grading, student, upkeep
from grader.commands.shell import Commands


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="convkit", prog_name="grader")
def main() -> None:
    """Judge submissions of a course of exercises, without ever running them in the judging process."""


for command in (
    grading.grade,
    grading.diff,
    upkeep.draw_bank,
    upkeep.audit,
    upkeep.doctor,
    upkeep.fetch_data,
    student.hint,
    student.show,
    student.watch,
    student.gallery,
    student.notebook,
):
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
