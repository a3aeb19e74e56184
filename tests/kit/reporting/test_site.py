"""The site of a class: who may see what, whole links, nothing left of earlier sites."""

from __future__ import annotations

import html
import re
import stat
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import classes
import msgspec
import pytest
import support
from classes import FOLDER, SCRIPT, TEXT
from click.testing import CliRunner, Result
from support import GRADER, assert_refused, run

from grader import cli, course, results
from grader.commands.report import KEY
from grader.files import write_atomically
from grader.reporting import people, public, site
from grader.reporting.people import PeopleError
from grader.reporting.reading import reports
from grader.reporting.site import Kind
from grader.results import Group
from grader.roster import Student


def command(lesson: Path, run_folder: Path, out: Path, *options: object) -> Result:
    """Run `grader report` in this process, since importing everything takes a second."""
    arguments = ["report", run_folder, "--out", out, "--course", lesson, *options]
    return CliRunner().invoke(cli.main, list(map(str, arguments)))


def published(lesson: Path, run_folder: Path, out: Path, *options: object) -> Path:
    done = command(lesson, run_folder, out, *options)
    assert done.exit_code == 0, done.output
    return out


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def texts(folder: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files(folder))


class Links(HTMLParser):
    """The addresses that a page refers to, and the elements that would run or load something."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.active: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        self.links += [values[name] for name in ("href", "src") if name in values and tag != "image"]
        self.active += [tag] if tag in ("script", "img", "iframe", "object", "link", "form") else []
        self.active += [name for name in values if name.startswith("on") or name == "style"]


@pytest.fixture(scope="module")
def whole(lesson: Path, thirty: Path) -> Path:
    return published(lesson, thirty, lesson.parent / "site")


def test_all_links_lead_to_pages_of_the_site(whole: Path) -> None:
    pages = files(whole)
    assert len(pages) == 3 + 2 + 30
    for page in pages:
        found = Links(page)
        for link in found.links:
            address, _, fragment = unquote(link).partition("#")
            if address:
                assert (page.parent / address).resolve() in pages, (page, link)
            else:
                assert fragment in found.ids


def test_every_page_forbids_what_it_does_not_need(whole: Path) -> None:
    for page in files(whole):
        text = page.read_text(encoding="utf-8")
        head = text[: text.index("</head>")]
        assert head.index("Content-Security-Policy") < head.index("<title>")
        assert "default-src 'none'" in html.unescape(head)
        assert set(Links(page).active) <= {"script"}
        assert text.count("<main") == 1
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in text


def test_a_students_page_says_what_and_shows_it(whole: Path) -> None:
    text = (whole / "students" / "sub-04-Quoxleben.html").read_text(encoding="utf-8")
    assert "<h1>Zyxandra Vorblatt04</h1>" in text
    order = [
        "The number is <code>doubled</code> twice.",
        "What fails:",
        "got:",
        "<svg",
        "wrong in all 9",
        "Hint",
        "<h2>Points</h2>",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "Zyxandra Vorblatt05" not in text


def test_a_group_without_a_name_says_how_to_name_it(lesson: Path, thirty: Path, group: Group) -> None:
    kind = Kind()
    found = site.cohort(course.load(lesson), thirty, {}, kind=kind, groups=[group])
    page = dict(site.pages(found, kind))["mistakes.html"]
    assert "2 of 30: " in page
    assert f"grader mistakes name {thirty} double 0123abcd --sentence" in page.replace("\u2026", "")


def roster_tokens(students: list[Student]) -> set[str]:
    everything = " ".join(" ".join(map(str, msgspec.structs.astuple(s))) for s in students)
    return {token.lower() for token in re.findall(r"[^\W_]{3,}", everything)} - {"sub", "example", "elsewhere"}


def assert_nobody_is_named(folder: Path) -> None:
    tokens = roster_tokens(classes.students(30))
    assert {"zyxandra", "quoxleben", "vorblatt03", "7700331"} <= tokens
    for file in files(folder):
        content = file.read_bytes().lower()
        for token in tokens:
            assert token.encode() not in content, (file, token)
            assert token not in str(file.relative_to(folder)).lower()
    assert TEXT not in texts(folder)


def test_an_anonymous_site_has_codes_and_no_text_of_students(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    out = published(lesson, thirty, tmp_path / "site", "--anonymous")
    assert_nobody_is_named(out)
    codes = sorted(file.stem for file in (out / "students").iterdir())
    assert len(codes) == 30
    assert all(re.fullmatch(r"[a-z2-7]{8}", code) for code in codes)
    matrix = (out / "matrix.html").read_text()
    assert re.findall(r'href="students/(\w+)\.html"', matrix) == codes, "in the order of the codes"
    assert "The number is <code>doubled</code> twice." in texts(out)
    again = published(lesson, thirty, tmp_path / "again", "--anonymous")
    assert sorted(file.stem for file in (again / "students").iterdir()) == codes
    key = lesson / KEY
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_public_site_has_numbers_of_ten_students_or_none(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    out = published(lesson, thirty, tmp_path / "site", "--public")
    assert_nobody_is_named(out)
    assert [file.name for file in files(out)] == ["index.html"]
    counts = [int(n) for n in re.findall(r"<th scope=\"row\">\d+ to \d+</th><td>(\d+)</td>", texts(out))]
    assert sum(counts) == 30
    assert all(count >= public.FEWEST for count in counts)
    few = classes.write_class(tmp_path / "nine", lesson, classes.students(9))
    nothing = texts(published(lesson, few, tmp_path / "few", "--public"))
    assert "nothing is published" in nothing
    assert "<table" not in nothing


@pytest.mark.parametrize("totals", [[0] * 9 + [5] * 20, list(range(11)), [3] * 25, [10] * 12 + [1], [0] * 12 + [10]])
def test_public_ranges_hold_ten_each_and_all_together(totals: list[float]) -> None:
    found = public.bins(totals, 10)
    assert sum(count for _, _, count in found) == len(totals)
    assert all(count >= public.FEWEST for _, _, count in found)
    assert [low for low, _, _ in found][1:] == [high + 1 for _, high, _ in found][:-1]


def test_the_same_share_of_everybody_is_not_published(lesson: Path, tmp_path: Path) -> None:
    """That all, or all but a few, have all points says what each of them has."""
    catalogue = course.load(lesson)
    for number in range(20):
        exercises = [classes.exercise_result(e, "passed" if number else "failed") for e in catalogue.exercises]
        report = results.report(f"s{number}", exercises, digest="", facts={}, marks=())
        write_atomically(tmp_path / "run" / f"s{number}" / results.FILE, results.to_json(report))
    text = texts(published(lesson, tmp_path / "run", tmp_path / "site", "--public"))
    assert text.count("<small>not published") == 4


def test_few_students_are_counted_and_some_have_intervals(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    five = classes.write_class(tmp_path / "five", lesson, classes.students(5))
    few = (published(lesson, five, tmp_path / "few") / "index.html").read_text()
    assert "of 5" in few
    assert "discrimination" not in few
    twenty = classes.write_class(tmp_path / "twenty", lesson, classes.students(20))
    some = (published(lesson, twenty, tmp_path / "some") / "index.html").read_text()
    assert re.search(r"<small>\d+ to \d+</small>", some)


def test_what_cannot_be_judged_is_said(lesson: Path, tmp_path: Path) -> None:
    three = classes.write_class(tmp_path / "three", lesson, classes.students(3))
    catalogue = course.load(lesson)
    folder, report = next(reports(three))
    fault = results.CheckResult("test_double_1", "t", "kit_error", 0, 2, "the disk was full")
    broken = results.exercise_result("double", "Twice", "sums", False, [fault])
    changed = msgspec.structs.replace(report, exercises=(broken, *report.exercises[1:]))
    (three / folder / results.FILE).write_bytes(results.to_json(changed))
    (three / "sub-02-Quoxleben" / results.FILE).write_bytes(b"{")
    text = (published(lesson, three, tmp_path / "site") / "index.html").read_text()
    assert "fault of the kit: the disk was full (1 of 2)" in re.sub(r"<[^>]+>", "", text)
    assert "sub-02-Quoxleben</b>: the record is damaged" in text
    assert catalogue.title in text


HOSTILE = [
    Student("ada", "1", SCRIPT),
    Student(FOLDER, "2", "</title><script>1</script>"),
    Student("eve", "3", "E & V"),
]


def test_what_students_wrote_is_text(lesson: Path, tmp_path: Path) -> None:
    hostile = classes.write_class(tmp_path / "hostile", lesson, HOSTILE, SCRIPT)
    out = published(lesson, hostile, tmp_path / "site")
    for page in files(out):
        found = Links(page)
        assert set(found.active) <= {"script"}, page
        assert found.active.count("script") <= 1, page
    assert "&lt;script&gt;document.title" in texts(out)
    assert (out / "students" / f"{FOLDER}.html").exists()


def test_nothing_remains_of_an_earlier_site(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    out = published(lesson, thirty, tmp_path / "site")
    published(lesson, thirty, out, "--anonymous")
    assert_nobody_is_named(out)
    published(lesson, thirty, out, "--public")
    assert [file.name for file in files(out)] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_what_is_no_site_is_not_replaced(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    done = run(GRADER, "report", thirty, "--out", tmp_path, cwd=lesson)
    assert_refused(done, 2, "has other files")
    assert (tmp_path / "index.html").read_text() == "mine"
    for folder, options in ((tmp_path, ()), (thirty, ("--anonymous", "--public")), (thirty, ("--key", "key"))):
        assert command(lesson, folder, tmp_path / "new", *options).exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_key_is_secret(lesson: Path, thirty: Path, tmp_path: Path) -> None:
    refused = partial(command, lesson, thirty, tmp_path / "site", "--anonymous", "--key")
    assert refused(tmp_path / "site" / "key").exit_code == 2
    assert not (tmp_path / "site").exists(), "it would have been published"
    key = tmp_path / "key"
    key.write_bytes(bytes(32))
    key.chmod(0o644)
    with pytest.raises(PeopleError, match="others can read this key"):
        people.key_in(key)
    key.chmod(0o600)
    assert refused(key).exit_code == 0
    key.write_bytes(b"short")
    with pytest.raises(PeopleError, match="not a key"):
        people.key_in(key)


def test_codes_depend_on_the_key_and_not_on_the_form_of_letters() -> None:
    assert people.code("Zoe\u0308", b"k" * 32) == people.code("Zo\u00eb", b"k" * 32)
    assert people.code("Zoe", b"k" * 32) != people.code("Zoe", b"l" * 32)
    same = {"a": Student("a", "1"), "b": Student("b", "1")}
    with pytest.raises(PeopleError, match="the same code"):
        people.coded(["a", "b"], same, b"k" * 32)


def test_grade_publishes_a_site_too(isolated: str, lesson: Path, tmp_path: Path) -> None:
    ada = support.hand_in(tmp_path / "in" / "ada", sums=support.DOUBLE)
    graded = support.grade(lesson, [ada], tmp_path / "out", "--report", tmp_path / "site")
    assert graded.done.returncode == 0, graded.text
    assert (tmp_path / "site" / "students" / "ada.html").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").touch()
    refused = support.grade(lesson, [ada], tmp_path / "new", "--report", tmp_path / "other")
    assert_refused(refused.done, 2, "has other files")
    assert not (tmp_path / "new" / "ada").exists(), "it is refused before anything is graded"
