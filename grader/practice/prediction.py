"""Ask what small calls of an exercise will return, before its code is written."""

import ast
import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader import expect, literals
from grader.cases.bank import Bank
from grader.course import Course, Exercise
from grader.mistakes import loading
from grader.mistakes.asking import Asked, UnansweredError
from grader.mistakes.knowledge import Unit
from grader.subject import Answer, Fault, Transport, Wrong
from grader.values import Handle, Outcome, Raised, Recipe, Request, Returned, arrays_in, effort, to_value

MOST = 3  # calls that are asked
TRIES = 3  # guesses for each of them
SMALL = 9  # entries of a result that can be typed on one line
SHOWN = 24  # entries of the arguments
LONGEST = 1000  # characters of a guess
UNCLEAR = "Type a number, a list such as [1, 2] or [[1, 2], [3, 4]], or the name of an error such as ValueError."
WRAPPED = re.compile(r"^(?:np\.|numpy\.|torch\.)?(?:array|tensor)\((.*?)(?:,\s*dtype=[\w.\"']+)?\)$", re.DOTALL)
ERROR = re.compile(r"(?:raises?\s+)?([A-Z]\w*Error)(?:\(.*\))?")


@dataclass(frozen=True)
class Question:
    """A call of an exercise, the check that makes it, and what the reference answers."""

    check: str
    request: Request
    answer: Outcome

    @property
    def call(self) -> str:
        return literals.call(self.request)

    def fits(self, guess: Outcome) -> bool:
        """Tell whether a guess is the answer, within the tolerance of float32."""
        return same(self.request, guess, self.answer)


class Unclear(Exception):
    """A guess that cannot be read."""


def same(request: Request, guess: Outcome, wanted: Outcome) -> bool:
    """Tell whether two outcomes have the same shape and entries, or are the same exception."""
    if isinstance(guess, Raised) or not isinstance(wanted, Returned):
        return isinstance(guess, Raised) and isinstance(wanted, Raised) and guess.type in wanted.bases
    try:
        want = expect.entries(Answer(request, wanted))
        answer = Answer(request, guess)
        expect.close(answer, expect.entries(answer, shape=want.shape), want, tolerance=expect.TOLERANCE["float32"])
    except (Wrong, Fault):
        return False
    return True


def parsed(text: str) -> Outcome:
    """Read a guess: a number, a tuple, a list, or the name of an error. Raises Unclear."""
    typed = text.strip()[:LONGEST]
    if error := ERROR.fullmatch(typed):
        return Raised(error[1], (), "")
    if wrapped := WRAPPED.match(typed):
        typed = wrapped[1]
    try:
        found = ast.literal_eval(typed)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        raise Unclear from None
    guess = Returned(to_value(found))
    try:
        expect.entries(Answer(Request("call"), guess))
    except Wrong:
        raise Unclear from None
    return guess


def questions(bank: Bank, exercise: Exercise, reference: Transport) -> list[Question]:
    """Return the smallest calls of an exercise whose results can be typed on one line.

    Nothing is asked that has several right answers: the check compares with the reference, or requires an error.
    """
    found: list[Question] = []
    for check, cases in bank.parts[exercise.id].cases.items():
        asked = ((r, case.answers) for case in cases for r in case.requests if _is_short(r, exercise))
        of_check = []
        for request, answers in sorted(asked, key=lambda pair: effort(pair[0])):
            answer = reference.ask(request)
            known = answer in answers if isinstance(answer, Returned) else isinstance(answer, Raised)
            if known and _can_be_typed(request, answer):
                of_check.append(Question(check, request, answer))
            if len(of_check) == MOST:
                break
        found += of_check
    return _different(found)


def _is_short(request: Request, exercise: Exercise) -> bool:
    if request.operation != "call" or request.name != exercise.id:
        return False
    values = [*request.arguments, *request.options.values()]
    if any(isinstance(value, Recipe | Handle) for value in values):
        return False  # nobody could tell what stands there
    arrays = arrays_in(values)
    plenty = sum(array.numpy().size if array.data is not None else SHOWN + 1 for array in arrays) > SHOWN
    return not plenty and "\n" not in literals.call(request)


def _can_be_typed(request: Request, answer: Outcome) -> bool:
    """Tell whether an answer is an error, or consists of few and round numbers."""
    if isinstance(answer, Raised):
        return "ValueError" in answer.bases
    try:
        entries = expect.entries(Answer(request, answer)).ravel()
    except (Wrong, Fault):
        return False
    return 0 < entries.size <= SMALL and all(abs(x - float(f"{x:.3g}")) <= 1e-6 * abs(x) for x in entries.tolist())


def _different(found: Sequence[Question]) -> list[Question]:
    """Return few questions, the smallest first: of different checks and with different answers, where possible."""
    chosen: list[Question] = []
    rest = sorted(found, key=lambda q: effort(q.request))
    while rest and len(chosen) < MOST:
        checks = {q.check for q in chosen}
        answers = [_shown(q.answer) for q in chosen]
        best = min(rest, key=lambda q: (_shown(q.answer) in answers, q.check in checks))
        if len(chosen) > 1 and _shown(best.answer) in answers:
            break
        chosen.append(best)
        rest = [q for q in rest if q.call != best.call]
    return sorted(chosen, key=lambda q: effort(q.request))


def _shown(answer: Outcome) -> str:
    return literals.value(answer.value) if isinstance(answer, Returned) else type(answer).__name__


def _shape(request: Request, outcome: Outcome) -> str:
    """Return the shape of what was returned, as Python writes it; "" for an error."""
    return literals.shape(expect.entries(Answer(request, outcome)).shape) if isinstance(outcome, Returned) else ""


class Hints:
    """Finds the hint that fits a wrong guess; it never tells the answer."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        self.course, self.exercise = course, exercise
        self.given = 0  # general hints so far

    def fitting(self, question: Question, guess: Outcome) -> str:
        """Return the hint for a known mistake that gives this guess, for the check, or the next general one."""
        slugs = self._mistakes(question, guess)
        if len(slugs) == 1:
            sentences = loading.sentences(self.course, "mistakes", self.exercise.id)
            fit = self.exercise.hints_for.get(slugs[0]) or sentences[slugs[0]]
            return f"Your guess is what a function with this mistake returns: {fit}"
        if question.check in self.exercise.hints_for:
            return f"Hint: {self.exercise.hints_for[question.check]}"
        if isinstance(guess, Raised) != isinstance(question.answer, Raised):
            return f"Hint: does {self.exercise.id} accept this call? Its docstring says when it raises an error."
        if (shape := _shape(question.request, guess)) != _shape(question.request, question.answer):
            return f"Hint: your guess has the shape {shape}, and the result has another one."
        self.given = min(self.given + 1, len(self.exercise.hints))
        return f"Hint: {self.exercise.hints[self.given - 1]}"

    def _mistakes(self, question: Question, guess: Outcome) -> list[str]:
        """Return the known mistakes that answer the call with the guess."""
        if not self.course.is_solved or not isinstance(guess, Returned):
            return []
        asked = Asked(self.course, self.exercise.id, [Unit(question.check, (question.request,))])
        found = []
        try:
            for slug in asked.slugs:
                with contextlib.suppress(UnansweredError):
                    (answer,) = asked.answers(slug, 0)
                    if isinstance(answer, Returned) and same(question.request, guess, answer):
                        found.append(slug)
        finally:
            asked.close()
        return found


def ask(
    asked: Sequence[Question], hints: Hints, read: Callable[[], str | None], say: Callable[[str], None]
) -> Iterator[Question]:
    """Ask for guesses until `read` returns None, and yield each question that was answered right."""
    for number, question in enumerate(asked, start=1):
        say("")
        say(f"{number} of {len(asked)}: what does this call return?")
        say(question.call)
        for left in reversed(range(TRIES)):
            text = read()
            if text is None:
                return
            if not text.strip():
                break
            try:
                guess = parsed(text)
            except Unclear:
                say(UNCLEAR)
                continue
            if question.fits(guess):
                say("Right.")
                yield question
                break
            say("Not right." + ("" if left else " Leave it for now: pytest will show you."))
            say(hints.fitting(question, guess))
