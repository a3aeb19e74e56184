"""Show verdicts in a notebook, as HTML for light and dark themes and as plain text."""

from dataclasses import dataclass

from markupsafe import Markup

from grader.course import Course
from grader.results import ExerciseResult, decisive
from grader.writers import board, pages

COLOURS = {"green": "#1a7f5a", "red": "#b3261e", "yellow": "#7a5200"}  # of labels with white words, in any theme


@dataclass(frozen=True)
class Note:
    """A one-line message, shown instead of a verdict."""

    text: str

    def __repr__(self) -> str:
        return f"grader: {self.text}"

    def _repr_html_(self) -> str:
        return pages.render("note.html.jinja", text=self.text, colour=COLOURS["yellow"])


@dataclass(frozen=True, repr=False)
class Verdict:
    """The result of one exercise; the fields from `message` on describe the failure that is shown."""

    result: ExerciseResult
    hints: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    message: str = ""
    head: str = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    printed: str = ""
    picture: str = Markup()

    @property
    def passed(self) -> bool:
        return self.result.status in ("passed", "skipped")

    @property
    def failed(self) -> str:
        """The title of the check whose failure is shown."""
        shown = decisive(self.result.checks)
        return shown.title if shown else ""

    def __repr__(self) -> str:
        lines = [f"{self.result.id}: {self.result.title}, {_points(self.result)}"]
        width = max((len(_look(c.status)[1]) for c in self.result.checks), default=0)
        for check in self.result.checks:
            symbol, word, _ = _look(check.status)
            lines.append(f"  {symbol} {word:<{width}}  {check.score} / {check.max_score}  {check.title}")
        if self.result.status != "not_started":
            told = [self.result.mistake, self.message, self.result.pattern]
            lines += [""] * bool(self.message) + [line for text in told if text for line in text.splitlines()]
        if self.printed and self.message:
            lines += ["", "printed output:", *self.printed.splitlines()]
        return "\n".join([*lines, *self.remarks])

    def _repr_html_(self) -> str:
        colour = _look(self.result.status)[2] or "#888"
        points = _points(self.result)
        return pages.render("verdict.html.jinja", verdict=self, colour=colour, points=points, look=_look)


@dataclass(frozen=True, repr=False)
class Board:
    """The results of all exercises; those in `left` take longer and are checked only on request."""

    course: Course
    exercises: tuple[ExerciseResult, ...]
    left: tuple[str, ...]

    def __repr__(self) -> str:
        lines = [line for line, _ in board.lines(self.course, self.exercises)]
        return "\n".join([*lines, *self._after()])

    def _repr_html_(self) -> str:
        return pages.render(
            "board.html.jinja",
            title=self.course.title,
            modules={name: [e for e in self.exercises if e.module == name] for name in self.course.modules},
            total=board.lines(self.course, self.exercises)[-1][0],
            after=self._after(),
            points=_points,
            look=_look,
        )

    def _after(self) -> list[str]:
        calls = ", ".join(f'check("{name}")' for name in self.left)
        step = board.next_step(self.course, self.exercises)
        last = f"Next: {step.id} ({step.title})" if step else "Everything is done. Well done!"
        return [*([f"These take longer; run them separately: {calls}"] if calls else []), last]


def _points(result: ExerciseResult) -> str:
    return f"{result.score} of {result.max_score} {'bonus ' if result.bonus else ''}points"


def _look(status: str) -> tuple[str, str, str]:
    """Return symbol, word and colour of a status."""
    symbol, word, style = board.LOOKS[status]
    return symbol, word, next((COLOURS[name] for name in style if name in COLOURS), "")
