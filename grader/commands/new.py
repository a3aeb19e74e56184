"""Start a course of your own."""

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from grader.console import Stop, out
from grader.files import write_atomically

RENAMED = {"gitignore": ".gitignore"}  # a hidden file in the kit's own tree would count there


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def new(folder: Path) -> None:
    """Write a course with one exercise into the new or empty folder DIR."""
    if folder.exists() and any(folder.iterdir()):
        raise Stop(f"{folder}: not empty; name a new folder.")
    _copy(importlib.resources.files("grader.starting") / "course", folder)
    out.print(f"{folder}: a course with one exercise; read its README.md, and run grader audit there.", markup=False)


def _copy(source: Traversable, target: Path) -> None:
    for entry in source.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            _copy(entry, target / entry.name)
        elif entry.is_file():
            write_atomically(target / RENAMED.get(entry.name, entry.name), entry.read_bytes())
