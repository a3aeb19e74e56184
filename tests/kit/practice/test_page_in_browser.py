"""The page of `grader watch --page`, in a real browser."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import support

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
