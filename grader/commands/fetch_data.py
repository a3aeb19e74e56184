"""Download MNIST and the weights of Inception v3."""

from pathlib import Path

import click

from grader import course, resources
from grader.commands.options import course_option
from grader.console import Interrupted, KitFault, Stop, out
from grader.resources import ResourceError


@click.command("fetch-data")
@click.argument("what", nargs=-1)
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Target folder. [default: the kit's cache]")
@course_option
def fetch_data(what: tuple[str, ...], folder: Path | None, course_folder: Path) -> None:
    """Download the data that the checks use and verify its checksums: mnist, inception, or both."""
    sources = resources.downloads(course.load(course_folder))
    for name in what:
        if name not in sources:
            raise Stop(f"{name}: unknown download; use {', '.join(sources)}.")
    try:
        for name in what or sources:
            out.print(f"{name}: available in {sources[name](folder)}", markup=False)
    except ResourceError as error:
        raise KitFault(str(error)) from None
    except KeyboardInterrupt:
        raise Interrupted("stopped; run the same command again.") from None
