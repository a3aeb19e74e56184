"""The page of `grader watch --page`, in a real browser."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import support

from grader import course
from grader.plots.charts import Bars, Counts, Curves, Line, Tiles
from grader.plots.svg import Panel
from grader.plots.walking import Walk
from grader.practice import page
from grader.practice.judge import Judged
from grader.results import CheckResult, ExerciseResult

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Browser

WRONG = """

def identity(n, scale=1.0):
    print("<script>document.title = 'changed'</script><img src='https://elsewhere.example/'>")
    return np.eye(n)
"""
RIGHT = """

def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
"""
SECONDS = 60_000  # the unit of Playwright is a millisecond


@dataclass(frozen=True)
class Watched:
    """A running `grader watch --page identity`: the page's address, and the file that a student saves."""

    address: str
    file: Path
    stub: str

    def save(self, code: str) -> None:
        self.file.write_text(self.stub + code)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Watched]:  # first, as it may skip
    folder = support.copy_course(tmp_path_factory.mktemp("browser") / "course")
    file, log = folder / "student" / "filters.py", folder / "log"
    with log.open("w") as output:
        command = [support.GRADER, "watch", "--page", "identity"]
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        support.settle(lambda: "Next: identity" in log.read_text(), 120)
        address = next(word for word in log.read_text().split() if word.startswith("http://"))
        yield Watched(address, file, file.read_text())
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def visit(watched: Watched, browser: Browser) -> Iterator[Visit]:
    """Open the page before anything is written, and save a wrong function."""
    from browsing import visiting

    watched.save("")
    with visiting(browser, watched.address) as visit:
        visit.page.get_by_text("Not started yet.").wait_for(timeout=SECONDS)
        visit.page.evaluate("window.sameDocument = true")
        watched.save(WRONG)
        visit.page.get_by_text("got:").wait_for(timeout=SECONDS)
        yield visit
        assert visit.errors == []
        assert visit.outside(watched.address) == []


def test_the_page_follows_each_save_without_a_reload(visit: Visit, watched: Watched) -> None:
    figures = visit.page.get_by_role("main").locator("figure")
    assert [caption.split()[0] for caption in figures.all_inner_texts()] == ["expected", "got", "difference"]
    assert figures.locator("svg").count() == 3
    watched.save(RIGHT)
    visit.page.get_by_text("Everything is done. Well done!").wait_for(timeout=SECONDS)
    assert figures.count() == 0
    assert visit.page.evaluate("window.sameDocument")


def test_what_a_student_prints_is_shown_and_does_nothing(visit: Visit) -> None:
    visit.page.get_by_text("This call printed").click()
    assert visit.page.get_by_text("<script>document.title = 'changed'</script>").is_visible()
    assert visit.page.title() == "Convolutions in PyTorch"
    assert visit.page.locator("main script, main img").count() == 0


def test_everyone_can_read_the_page(visit: Visit, watched: Watched) -> None:
    from browsing import violations

    for summary in visit.page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    assert violations(visit.page) == []
    watched.save(RIGHT)
    visit.page.get_by_text("Everything is done. Well done!").wait_for(timeout=SECONDS)
    assert violations(visit.page) == []


@pytest.fixture
def full_page(course_folder: Path, tmp_path: Path) -> str:
    """Write a page with figures of all kinds and the way of a kernel; return its address."""
    catalogue = course.load(course_folder)
    first = catalogue.exercises[0]
    check = CheckResult("test", "A title", "failed", 0, 3, "wrong value\ncall()\nexpected: 1\ngot:      2")
    result = ExerciseResult(first.id, first.title, first.module, "failed", 0, 3, (check,), message=check.message)
    numbers = np.linspace(-1, 1, 25).reshape(5, 5)
    figures = (
        Panel("small", numbers, (1, 2)),
        Panel("large", np.ones((30, 40))),
        Curves("expected and got", (Line("expected", numbers[0], dashed=True), Line("got", -numbers[0])), mark=1),
        Bars("got", (("a cat", 0.7), ("<b>", 0.1))),
        Counts("answers", np.eye(10, dtype=int), "a digit", "an answer"),
        Tiles("wrong answers", (("a 4, taken\nfor a 9", np.zeros((28, 28), np.uint8)),)),
    )
    walk = Walk(numbers, np.ones((2, 2)), np.zeros((2, 2)), np.ones((2, 2)), stride=2)
    content = page.fragment(catalogue, [result], Judged(result, None, walk=walk), "file.py:3", figures)
    file = tmp_path / "practice.html"
    file.write_text(page.page(catalogue, content))
    return file.as_uri()


def test_the_way_of_a_kernel_is_shown_and_saved(full_page: str, browser: Browser) -> None:
    from browsing import visiting

    with visiting(browser, full_page) as visit:
        shown = visit.page.get_by_alt_text("the kernel with stride 2")
        assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
        assert shown.evaluate("image => image.currentSrc").startswith("data:image/gif")
        with visit.page.expect_download() as saving:
            visit.page.get_by_text("Save as GIF").click()
        assert saving.value.suggested_filename == "to_gray.gif"
        assert saving.value.path().read_bytes().startswith(b"GIF89a")
        visit.page.emulate_media(reduced_motion="reduce")
        visit.page.wait_for_function("document.querySelector('.walk img').currentSrc.startsWith('data:image/png')")
        assert visit.outside(full_page) == []
        assert visit.errors == []


def test_everyone_can_read_all_figures(full_page: str, browser: Browser) -> None:
    from browsing import violations, visiting

    with visiting(browser, full_page) as visit:
        assert visit.page.locator("main figure").count() == 7
        assert violations(visit.page) == []
        for width in (400, 1400):
            visit.page.set_viewport_size({"width": width, "height": 900})
            assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
