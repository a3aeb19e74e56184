"""Feedback for each student: one file with nothing of others, as a page or as Markdown."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader import evidence
from grader.course import Course
from grader.reporting import reading, students
from grader.results import Report
from grader.roster import Student
from grader.writers import board, feedback

MOST_MARKDOWN = 60_000  # characters; a comment on a pull request may have 65,536


@dataclass(frozen=True)
class Feedback:
    """The feedback for one submission, by the name of its folder."""

    folder: str
    page: str
    markdown: str


def each(course: Course, run: Path, roster: Mapping[str, Student]) -> Iterator[Feedback]:
    """Yield the feedback for each submission."""
    for folder, report in reading.reports(run):
        figures = evidence.load(run / folder / evidence.FILE, report.digest) or {}
        student = roster.get(folder)
        title = student.name or folder if student else folder
        yield Feedback(folder, students.render(course, report, figures, title), markdown(course, report))


def markdown(course: Course, report: Report) -> str:
    """Return the feedback as Markdown; whatever a student wrote stands in fences, where it means nothing."""
    known = students.known(course, report)
    right = sum(e.status == "passed" for e in known)
    lines = [f"# {_prose(course.title)}", "", f"{right} of {len(known)} exercises are right."]
    if step := board.next_step(course, known):
        lines[-1] += f" Next: {_prose(step.title)} (`{step.id}` in `{step.module}.py`)."
    for failure in students.failures(course, report, {}):
        part = ["", f"## {_prose(failure.title)}: {failure.word}", ""]
        part += [f"**{_prose(failure.mistake)}**", ""] if failure.mistake else []
        part += [f"What fails: {_prose(failure.check)}", ""] if failure.check else []
        part += [*fenced("\n".join(filter(None, (failure.head, failure.code)))), ""]
        part += [_prose(failure.pattern), ""] if failure.pattern else []
        for hint in failure.hints[:1]:
            part += ["<details><summary>Hint</summary>", "", _prose(hint), "", "</details>"]
        if sum(map(len, lines)) + sum(map(len, part)) > MOST_MARKDOWN:
            lines += ["", "There is more to mend: the page that comes with the results says what."]
            break
        lines += part
    lines += ["", "## Points", "", "| exercise | result | points |", "|---|---|---:|"]
    for e in known:
        symbol, word, _ = board.LOOKS[e.status]
        lines.append(f"| `{e.id}` | {symbol} {word} | {e.score} of {e.max_score}{' bonus' if e.bonus else ''} |")
    return "\n".join([*lines, "", _prose(feedback.summary(report)), ""])


def _prose(text: str) -> str:
    """Return a sentence of the course, in which only backticks have a meaning."""
    parts = text.split("`")
    return "`".join(part if i % 2 else _escaped(part) for i, part in enumerate(parts))


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_\[\]#|~])", r"\\\1", html.escape(text, quote=False)).replace("@", "@\N{ZERO WIDTH SPACE}")


def fenced(text: str) -> list[str]:
    """Return a code block, with a fence that the text cannot close."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + "text", text, fence]
