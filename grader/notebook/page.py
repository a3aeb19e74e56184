"""Show verdicts in a notebook: HTML that is readable on light and dark pages, and the same as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from grader.course import Course
from grader.results import ExerciseResult
from grader.writers import board

GREEN, RED, YELLOW, FAINT = "#2c8a4b", "#d84a4a", "#b07d12", "inherit"  # seen on white and on black
COLOURS = {"green": GREEN, "red": RED, "yellow": YELLOW, "light": FAINT}
PRE = (
    "margin:3px 0;padding:6px 9px;border-radius:4px;background:rgba(127,127,127,.14);color:inherit;"
    "font-family:monospace;font-size:13px;line-height:1.35;white-space:pre-wrap;overflow-wrap:anywhere"
)
GRID = "display:grid;gap:1px 16px;align-items:baseline;justify-content:start"


@dataclass(frozen=True)
class Note:
    """One line: why there is nothing else to show."""

    text: str

    def __repr__(self) -> str:
        return f"grader: {self.text}"

    def _repr_html_(self) -> str:
        return _frame(f'<span style="color:{YELLOW};font-weight:600">! grader:</span> {escape(self.text)}')


@dataclass(frozen=True, repr=False)
class Verdict:
    """What became of one exercise: `result` has all checks, the rest is about the first that failed."""

    result: ExerciseResult
    hints: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    message: str = ""
    head: str = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    printed: str = ""
    picture: str = ""

    @property
    def passed(self) -> bool:
        return self.result.status in ("passed", "skipped")

    def __repr__(self) -> str:
        lines = [f"{self.result.id}: {self.result.title}, {_points(self.result)}"]
        width = max((len(_word(c.status)) for c in self.result.checks), default=0)
        for check in self.result.checks:
            status = f"{_symbol(check.status)} {_word(check.status):<{width}}"
            lines.append(f"  {status}  {check.score} / {check.max_score}  {check.title}")
        if self.result.status != "not_started":
            lines += [""] * bool(self.message) + self.message.splitlines()
        if self.printed and self.message:
            lines += ["", "printed in this case:", *self.printed.splitlines()]
        return "\n".join([*lines, *self.remarks])

    def _repr_html_(self) -> str:
        result = self.result
        title = (
            f'<div style="font-size:115%"><b>{escape(result.id)}</b> &nbsp;{escape(result.title)} &nbsp;'
            f"<b>{_points(result)}</b></div>"
        )
        rows = "".join(
            f"{_status(c.status)}<span>{c.score} / {c.max_score}</span><span>{_text(c.title)}</span>"
            for c in result.checks
        )
        grid = f'<div style="{GRID};grid-template-columns:max-content max-content auto;margin:4px 0">{rows}</div>'
        failing = self._failure() if self.message and result.status != "not_started" else ""
        hints = "" if self.passed else _hints(self.hints)
        remarks = "".join(f"<div><i>{escape(remark)}</i></div>" for remark in self.remarks)
        return _frame(title + grid + failing + hints + remarks, GREEN if self.passed else _colour(result.status))

    def _failure(self) -> str:
        """Return the message of the first failing check: the call, expected and got, and the picture."""
        failed = next((c.title for c in self.result.checks if c.status not in ("passed", "skipped")), "")
        head, *rest = (self.head or self.message).split("\n")
        parts = [f'<div style="margin-top:8px"><b>{_text(failed)}:</b> {_text(head)}</div>']
        if rest:
            parts.append(_pre("\n".join(rest)))
        if self.call:
            parts.append(_pre(self.call))
        if self.expected:
            rows = "".join(
                f"<span>{word}</span>{_pre(text)}" for word, text in (("expected", self.expected), ("got", self.got))
            )
            parts.append(f'<div style="{GRID};grid-template-columns:max-content auto">{rows}</div>')
        parts.append(self.picture)
        if self.printed:
            parts.append(f"<div>printed in this case</div>{_pre(self.printed)}")
        return "".join(parts)


@dataclass(frozen=True, repr=False)
class Board:
    """All exercises of the course; `left` are those that only an explicit question judges."""

    course: Course
    exercises: tuple[ExerciseResult, ...]
    left: tuple[str, ...]

    def __repr__(self) -> str:
        lines = [line for line, _ in board.lines(self.course, self.exercises)]
        return "\n".join([*lines, *self._after()])

    def _repr_html_(self) -> str:
        parts, module = [], ""
        for exercise in self.exercises:
            if exercise.module != module:
                module = exercise.module
                parts.append(f'<b style="grid-column:1/-1;margin-top:4px">{escape(module)}</b>')
            parts.append(
                f"{_status(exercise.status)}<code>{escape(exercise.id)}</code>"
                f"<span>{_points(exercise)}</span><span>{escape(exercise.title)}</span>"
            )
        total = board.lines(self.course, self.exercises)[-1][0]
        lines = "".join(f"<div>{escape(line)}</div>" for line in self._after())
        grid = f'<div style="{GRID};grid-template-columns:repeat(3,max-content) auto">{"".join(parts)}</div>'
        return _frame(
            f'<div style="font-size:115%"><b>{escape(self.course.title)}</b></div>{grid}'
            f'<div style="margin-top:6px"><b>{total}</b></div>{lines}'
        )

    def _after(self) -> list[str]:
        lines = []
        if self.left:
            calls = ", ".join(f'check("{name}")' for name in self.left)
            lines.append(f"Takes longer, so only when asked for: {calls}")
        step = board.next_step(self.course, self.exercises)
        lines.append(f"Next: {step.id} ({step.title})" if step else "Everything here is done. Well done!")
        return lines


def _points(result: ExerciseResult) -> str:
    return f"{result.score} of {result.max_score} {'bonus ' if result.bonus else ''}points"


def _symbol(status: str) -> str:
    return board.LOOKS[status][0]


def _word(status: str) -> str:
    return board.LOOKS[status][1]


def _colour(status: str) -> str:
    return next((COLOURS[name] for name in board.LOOKS[status][2] if name in COLOURS), FAINT)


def _status(status: str) -> str:
    return f'<span style="color:{_colour(status)};font-weight:600">{_symbol(status)} {escape(_word(status))}</span>'


def _text(text: str) -> str:
    """Return text as HTML; what stands between backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _pre(text: str) -> str:
    return f'<pre style="{PRE}">{escape(text)}</pre>'


def _hints(hints: Sequence[str]) -> str:
    """Return the hints folded up, each inside the one before, so that they are opened one at a time."""
    inside = ""
    for number, hint in reversed(list(enumerate(hints, start=1))):
        word = "Hint" if number == 1 else "Another hint"
        inside = (
            f'<details style="margin-top:4px"><summary style="cursor:pointer">{word}</summary>'
            f'<div style="margin-left:16px">{_text(hint)}{inside}</div></details>'
        )
    return inside


def _frame(inside: str, colour: str = "#888") -> str:
    colour = "#888" if colour == FAINT else colour
    return (
        f'<div style="border-left:4px solid {colour};padding:4px 0 6px 12px;margin:4px 0;max-width:960px;'
        f'line-height:1.45;color:inherit">{inside}</div>'
    )
