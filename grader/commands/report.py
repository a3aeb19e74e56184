"""Publish the results of a class as a static site."""

from pathlib import Path

import click

from grader import course, roster, similarity
from grader.commands.options import course_option, no_results
from grader.console import Stop, out
from grader.course import Course
from grader.mistakes.groups import groups
from grader.reporting import people, reading, site
from grader.reporting.people import PeopleError
from grader.reporting.site import Kind, SiteError
from grader.roster import RosterError

KEY = Path(".convkit") / "codes.key"  # in the course


@click.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option("--out", "site_folder", type=click.Path(path_type=Path), required=True, help="Folder for the site.")
@click.option("--anonymous", is_flag=True, help="For colleagues: codes instead of names, and no text by students.")
@click.option("--public", is_flag=True, help="For everybody: numbers of at least ten students.")
@click.option(
    "--key", "key_file", type=click.Path(path_type=Path), help="Key of the codes. [default: .convkit/codes.key]"
)
@course_option
def report(
    results: Path, site_folder: Path, anonymous: bool, public: bool, key_file: Path | None, course_folder: Path
) -> None:
    """Publish RESULTS, the --out folder of grader grade, as a static site."""
    if anonymous and public:
        raise Stop("--anonymous, --public: use one of them.")
    if key_file and not anonymous:
        raise Stop("--key: only for --anonymous.")
    publish(course.load(course_folder), results, site_folder, anonymous=anonymous, public=public, key_file=key_file)


def publish(
    catalogue: Course,
    results: Path,
    site_folder: Path,
    *,
    anonymous: bool = False,
    public: bool = False,
    key_file: Path | None = None,
) -> None:
    """Write the site, and print where it is. Raises Stop if that is impossible."""
    if not reading.folders(results):
        raise no_results(results)
    check_site(site_folder)
    try:
        kind = Kind(_key(catalogue, site_folder, key_file) if anonymous else b"", public)
        found = site.cohort(
            catalogue,
            results,
            roster.of_results(results),
            kind=kind,
            groups=[] if public else groups(catalogue, results),
            similar=similarity.load(results),
        )
        count = site.write(site_folder, site.pages(found, kind))
    except (SiteError, PeopleError, RosterError) as error:
        raise Stop(str(error)) from None
    out.print(f"{len(found.rows)} submissions, {count} pages: {site_folder / site.INDEX}", markup=False)


def check_site(site_folder: Path) -> None:
    """Raise Stop if the site would replace what is no site."""
    try:
        site.check_place(site_folder)
    except SiteError as error:
        raise Stop(str(error)) from None


def _key(catalogue: Course, site_folder: Path, named: Path | None) -> bytes:
    file = named or catalogue.path / KEY
    if file.resolve().is_relative_to(site_folder.resolve()):
        raise Stop(f"--key {file}: would be published with the site; keep it elsewhere.")
    return people.key_in(file)
