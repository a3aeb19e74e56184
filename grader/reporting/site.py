"""Write the static site of a class: built beside its place, and moved there once it is complete."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import evidence, results
from grader.course import Course
from grader.reporting import exercises, matrix, mistakes, overview, people, public, reading, similarity, students
from grader.reporting.cohort import Cohort
from grader.results import FILE, Group
from grader.roster import Student
from grader.similarity import Similarity
from grader.writers.report import GENERATOR

INDEX = "index.html"
Page = tuple[str, str]  # its path in the site, and its content


class SiteError(Exception):
    """The site cannot be written. The message says where, what and a remedy."""


@dataclass(frozen=True)
class Kind:
    """Who may see a site: `key` makes codes of names, and a `public` one has numbers only."""

    key: bytes = b""
    public: bool = False


def cohort(
    course: Course,
    run: Path,
    roster: Mapping[str, Student],
    *,
    kind: Kind,
    groups: Sequence[Group] = (),
    similar: Similarity | None = None,
) -> Cohort:
    """Read the results of a class. Raises PeopleError if codes cannot be given."""
    kept: dict[str, str] = {}
    rows = {folder: reading.row(folder, report, kept) for folder, report in reading.reports(run) if report.counts}
    everyone = people.coded(rows, roster, kind.key) if kind.key else people.named(rows, roster)
    others = [folder for folder in reading.folders(run) if folder not in rows]
    damaged = tuple(folder for folder in others if results.load(run / folder / FILE) is None)
    return Cohort(
        course,
        run,
        everyone,
        tuple(rows[folder] for folder in everyone),
        damaged,
        tuple(groups),
        None if kind.key else similar,
        texts=not kind.key,
    )


def pages(found: Cohort, kind: Kind) -> Iterator[Page]:
    """Yield the pages of a site one at a time."""
    if kind.public:
        yield INDEX, public.render(found)
        return
    yield INDEX, overview.render(found)
    yield "matrix.html", matrix.render(found)
    yield "mistakes.html", mistakes.render(found)
    if found.similar is not None:
        yield "similarity.html", similarity.render(found)
    for exercise in found.exercises:
        yield f"exercises/{exercise.id}.html", exercises.render(found, exercise)
    for folder, person in found.people.items():
        report = results.load(found.run / folder / FILE)
        if report:
            figures = evidence.load(found.run / folder / evidence.FILE, report.digest) or {}
            here = f"students/{person.file}"
            yield (
                here,
                students.render(
                    found.course, report, figures, person.label, links=found.links, here=here, texts=found.texts
                ),
            )


def check_place(site: Path) -> None:
    """Raise SiteError unless the folder is missing, empty or an earlier site."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise SiteError(f"{site}: not a folder; name another --out.")
    if site.is_dir() and any(site.iterdir()) and not _is_site(site):
        raise SiteError(f"{site}: has other files, which a site would replace; name an empty or a new folder.")


def _is_site(folder: Path) -> bool:
    try:
        return f'content="{GENERATOR}"' in (folder / INDEX).read_text(encoding="utf-8")[:2000]
    except (OSError, UnicodeDecodeError):
        return False


def write(site: Path, content: Iterator[Page]) -> int:
    """Write the pages in place of an earlier site, of which nothing remains; return how many there are."""
    check_place(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=f".{site.name}-") as folder:
        new, old, count = Path(folder) / "new", Path(folder) / "old", 0
        new.mkdir()
        for name, text in content:
            file = new / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            count += 1
        if site.exists():
            site.rename(old)
        new.rename(site)
        shutil.rmtree(old, ignore_errors=True)
    return count
