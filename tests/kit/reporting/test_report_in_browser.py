"""The site of a class in a real browser: it sorts and filters, and runs nothing that a student wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import classes
import pytest
from classes import FOLDER, SCRIPT

from grader import course
from grader.grading.batch import folder_name
from grader.reporting import feedback, site
from grader.reporting.site import Kind
from grader.results import Group
from grader.roster import Student
from grader.similarity import Pair, Passage, Place, Similarity

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = ("index.html", "matrix.html", "mistakes.html", "similarity.html", "exercises/double.html")


@pytest.fixture(scope="module")
def hostile(lesson: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Path:  # first, as it may skip
    """Write the site of thirty students, some of whom write scripts wherever they can."""
    everyone = classes.students(28)
    everyone += [Student(folder_name(SCRIPT), "1", SCRIPT, group=SCRIPT), Student(FOLDER, "2", f"</title>{SCRIPT}")]
    place = tmp_path_factory.mktemp("hostile")
    run = classes.write_class(place / "run", lesson, everyone, SCRIPT)
    catalogue, kind = course.load(lesson), Kind()
    passage = Passage("double", 40, Place(SCRIPT, 1, 9), Place("sums.py", 2, 10))
    similar = Similarity(1, 30, (), (Pair(FOLDER, everyone[0].submission, 40, (passage,)),), 1, {}, ())
    group = Group("double", "0123abcd", (FOLDER, everyone[1].submission))
    by_folder = {student.submission: student for student in everyone}
    found = site.cohort(catalogue, run, by_folder, kind=kind, groups=[group], similar=similar)
    site.write(place / "site", site.pages(found, kind))
    (place / "feedback").mkdir()
    for one in feedback.each(catalogue, run, by_folder):
        (place / "feedback" / f"{one.folder}.html").write_text(one.page)
    return place


def pages_of(place: Path) -> Iterator[Path]:
    for page in PAGES:
        yield place / "site" / page
    for folder in (FOLDER, folder_name(SCRIPT)):
        yield place / "site" / "students" / f"{folder}.html"
        yield place / "feedback" / f"{folder}.html"


def test_nothing_that_students_wrote_runs_and_nothing_is_asked_for(hostile: Path, browser: Browser) -> None:
    from browsing import visiting

    for file in pages_of(hostile):
        with visiting(browser, file.as_uri()) as visit:
            assert visit.page.title() != "changed"
            assert visit.page.title() != "1"
            assert visit.errors == [], file
            assert visit.outside(file.as_uri()) == []
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_links_lead_on(hostile: Path, browser: Browser) -> None:
    from browsing import visiting

    with visiting(browser, (hostile / "site" / "index.html").as_uri()) as visit:
        page = visit.page
        page.get_by_role("link", name="Matrix").click()
        page.get_by_role("link", name=SCRIPT, exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == SCRIPT
        page.get_by_role("link", name="double", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "double: Twice a number"
        page.get_by_role("link", name="Overview").click()
        assert page.get_by_role("heading", level=1).inner_text() == "A tiny course"


def column(page: Page, number: int) -> list[float]:
    texts = page.locator(f"tbody tr:visible > :nth-child({number})").all_inner_texts()
    return [float(text) for text in texts]


def test_the_matrix_sorts_and_filters(hostile: Path, browser: Browser) -> None:
    from browsing import visiting

    with visiting(browser, (hostile / "site" / "matrix.html").as_uri()) as visit:
        page = visit.page
        before = column(page, 2)
        page.get_by_role("button", name="total of 6").click()
        assert column(page, 2) == sorted(before)
        head = page.locator("th", has_text="total of 6")
        assert head.get_attribute("aria-sort") == "ascending"
        page.keyboard.press("Enter")
        assert column(page, 2) == sorted(before, reverse=True)
        page.get_by_label("Show rows with").fill("vorblatt1")
        assert len(column(page, 2)) == 10
        assert page.locator("output").inner_text() == "10 of 30"
        page.get_by_label("Show rows with").fill("")
        assert len(column(page, 2)) == 30


def test_pages_are_read_without_script_and_printed_whole(hostile: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((hostile / "site" / "matrix.html").as_uri())
    assert page.locator("tbody tr").count() == 30
    assert not page.locator(".filter").is_visible()
    assert page.get_by_role("button").count() == 0
    page.goto((hostile / "site" / "mistakes.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("details pre").first.is_visible(), "closed parts are printed"
    assert not page.locator("nav").is_visible()
    context.close()


@pytest.mark.parametrize("kind", [*PAGES, "a student", "feedback"])
def test_axe_finds_nothing_grave(kind: str, hostile: Path, browser: Browser) -> None:
    from browsing import violations, visiting

    own = {"a student": hostile / "site" / "students", "feedback": hostile / "feedback"}
    file = own[kind] / "sub-04-Quoxleben.html" if kind in own else hostile / "site" / kind
    with visiting(browser, file.as_uri()) as visit:
        assert violations(visit.page) == []
