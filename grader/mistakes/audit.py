"""Audit the checks: run them on every known mistake and every accepted solution."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from grader import checks, course
from grader.cases import bank
from grader.cases.keys import Keys
from grader.checks import Check
from grader.course import CourseError
from grader.mistakes import loading
from grader.mistakes.asking import Asked
from grader.mistakes.fingerprints import alike
from grader.mistakes.knowledge import Known, Unit
from grader.mistakes.loading import Kind, Variant
from grader.practice.session import Session
from grader.results import Status
from grader.worker.answering import Answerer


class Trial(Struct, frozen=True):
    """The results of the checks on one variant of the reference.

    Attributes:
        failed: checks of its exercise that it fails.
        blamed: checks of other exercises that call its function and that it fails.
        skipped: checks that cannot run here.
    """

    exercise: str
    slug: str
    kind: Kind
    sentence: str
    failed: tuple[str, ...]
    blamed: tuple[str, ...]
    skipped: tuple[str, ...]


class Worth(Struct, frozen=True):
    """The points that a submission that computes nothing earns in each exercise, without bonus."""

    slug: str
    sentence: str
    points: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.points.values())


class Comparison(Struct, frozen=True):
    """How the answers of an exercise's mistakes compare.

    Attributes:
        twins: pairs of mistakes that diagnosis cannot tell apart.
        unlike: lookalikes whose answers are not those of their mistake, each with a check that tells them apart.
        shown: the number of cases in which each mistake shows.
    """

    exercise: str
    twins: tuple[tuple[str, str], ...]
    unlike: tuple[tuple[str, str], ...]
    shown: dict[str, int]


class Claim(Struct, frozen=True):
    """A check, as shown in the matrix."""

    id: str
    exercise: str
    title: str
    points: int


class Audit(Struct, frozen=True):
    """The results of all checks on all variants, with the problems found."""

    checks: tuple[Claim, ...]
    trials: tuple[Trial, ...]
    comparisons: tuple[Comparison, ...]
    degenerate: tuple[Worth, ...] = ()
    most_degenerate: int | None = None
    possible: int = 0  # points of the exercises, without bonus

    @property
    def uncaught(self) -> list[Trial]:
        """Mistakes that no check catches."""
        return [t for t in self.trials if t.kind == "mistakes" and not t.failed and not t.skipped]

    @property
    def twins(self) -> list[tuple[str, str, str]]:
        """Exercises, each with two mistakes that give the same answers."""
        return [(c.exercise, *pair) for c in self.comparisons for pair in c.twins]

    @property
    def unlike(self) -> list[tuple[str, str, str]]:
        """Exercises, each with a lookalike that gives other answers than its mistake, and a check where it does."""
        return [(c.exercise, *pair) for c in self.comparisons for pair in c.unlike]

    @property
    def unfair(self) -> list[Trial]:
        """Accepted solutions that fail a check."""
        return [t for t in self.trials if t.kind == "accepted" and t.failed]

    @property
    def blaming(self) -> list[Trial]:
        """Variants that cost other exercises points."""
        return [t for t in self.trials if t.blamed]

    @property
    def idle(self) -> list[Claim]:
        """Checks that are never the only one to catch a mistake: for information, not an error."""
        caught = [set(t.failed) for t in self.trials if t.kind == "mistakes"]
        skipped = {check for t in self.trials for check in t.skipped}
        return [c for c in self.checks if c.id not in skipped and {c.id} not in caught]

    def share(self, trial: Trial) -> float:
        """Return the share of its exercise's points that a mistake costs."""
        points = {c.id: c.points for c in self.checks if c.exercise == trial.exercise}
        return sum(points[check] for check in trial.failed) / sum(points.values())

    @property
    def costly(self) -> list[Trial]:
        """Mistakes that cost more than half of their exercise's points, the costliest first."""
        found = [t for t in self.trials if t.kind == "mistakes" and self.share(t) > 1 / 2]
        return sorted(found, key=lambda t: (-self.share(t), t.exercise, t.slug))

    @property
    def overpaid(self) -> list[Worth]:
        """Submissions that compute nothing and earn more than the course allows."""
        return [w for w in self.degenerate if self.most_degenerate is not None and w.total > self.most_degenerate]

    @property
    def sound(self) -> bool:
        return not (self.uncaught or self.unfair or self.blaming or self.twins or self.unlike or self.overpaid)


@dataclass
class Auditor:
    """Runs the checks on variants in this process, since the course's code is trusted."""

    folder: Path
    bank_file: Path
    data_folder: Path | None
    budget: str

    def __post_init__(self) -> None:
        self.course = course.load(self.folder)
        self.checks = checks.load(self.course)
        self.bank = bank.load(self.bank_file, Keys(self.course, self.checks))
        self.plain_calls = {c.exercise: c for c in self.checks if c.plain}

    def variants(self, only: tuple[str, ...]) -> list[Variant]:
        """Return the mistakes and accepted solutions of the exercises in `only`; or all, with the degenerate ones."""
        both = [*loading.load(self.course, "mistakes"), *loading.load(self.course, "accepted")]
        return [v for v in both if v.exercise in only] if only else [*both, *loading.degenerate(self.course)]

    def neighbours(self, exercise: str) -> list[Check]:
        """Return the checks of other exercises that call this exercise's function."""
        building = {e.id for e in self.course.exercises if exercise in e.requires}
        cases = self.bank.cases
        return [
            c
            for c in self.checks
            if c.exercise not in {exercise, *building}
            and any(r.name == exercise for case in cases.get(c.id, ()) for r in case.requests)
        ]

    def compare(self, exercise: str) -> Comparison:
        """Compare the answers of an exercise's mistakes with each other, with their lookalikes, and with right ones."""
        units = self.bank.units(exercise)
        known = self.bank.known(exercise) or Asked(self.course, exercise, units)
        # Networks are compared by their outlines, which several mistakes share; then none of them is named.
        compared = bool(units) and not any(any(unit.own) for unit in units)
        pairs = list(combinations(known.slugs, 2)) if compared else []
        shown = dict.fromkeys(known.slugs if compared else (), 0)
        for number in range(len(units)):
            rights = known.rights(number)
            pairs = [  # most pairs are told apart by the first units
                (one, other)
                for one, other in pairs
                if all(map(alike, known.answers(one, number), known.answers(other, number), rights))
            ]
            for slug in shown:
                both = zip(known.answers(slug, number), rights, strict=True)
                shown[slug] += not all(
                    any(alike(answer, right, right_ones) for right in right_ones) for answer, right_ones in both
                )
        unlike = tuple(self._unlike(exercise, units, known))
        known.close()
        return Comparison(exercise, tuple(pairs), unlike, shown)

    def _unlike(self, exercise: str, units: Sequence[Unit], known: Known) -> Iterator[tuple[str, str]]:
        """Yield lookalikes whose answers are not those of their mistake, with a check that tells them apart."""
        asked = known if isinstance(known, Asked) else Asked(self.course, exercise, units)
        for variant in loading.load(self.course, "lookalikes", exercise):
            if variant.slug not in known.slugs:
                raise CourseError(
                    f"reference/lookalikes/{exercise}.py: {variant.slug} is no known mistake of {exercise}; "
                    "name each lookalike after the mistake whose answers it gives."
                )
            for number, unit in enumerate(units):
                answers = asked.answers_of(variant, number), known.answers(variant.slug, number)
                if not all(map(alike, *answers, known.rights(number))):
                    yield variant.slug, unit.check
                    break
        asked.close()

    def judge(self, wanted: Variant | str) -> Trial | Worth | Comparison:
        """Try out a variant, or compare the mistakes of the exercise of this name."""
        if isinstance(wanted, str):
            return self.compare(wanted)
        return self.appraise(wanted) if wanted.kind == "degenerate" else self.try_out(wanted)

    def try_out(self, variant: Variant) -> Trial:
        own = [c for c in self.checks if c.exercise == variant.exercise and not c.plain]
        with self._session(variant) as session:
            statuses = self._verdicts(session, own)
            others = self._verdicts(session, self.neighbours(variant.exercise))
        failed, blamed = (
            tuple(name for name, status in found.items() if status not in ("passed", "skipped"))
            for found in (statuses, others)
        )
        skipped = tuple(name for name, status in statuses.items() if status == "skipped")
        return Trial(variant.exercise, variant.slug, variant.kind, variant.sentence, failed, blamed, skipped)

    def appraise(self, variant: Variant) -> Worth:
        """Return what a submission that computes nothing earns, bonus and training left out."""
        counted = {e.id for e in self.course.exercises if not e.bonus}
        asked = [c for c in self.checks if c.exercise in counted and c.banked and not c.plain]
        with self._session(variant) as session:
            statuses = self._verdicts(session, asked)
        points = dict.fromkeys((c.exercise for c in asked), 0)
        for check in asked:
            points[check.exercise] += check.points if statuses[check.id] == "passed" else 0
        return Worth(variant.slug, variant.sentence, points)

    @contextmanager
    def _session(self, variant: Variant) -> Iterator[Session]:
        functions, recipes = self.course.functions, self.course.worker.recipes
        session = Session(
            self.course,
            self.course.path / "reference",
            data_folder=self.data_folder,
            budget=self.budget,
            loaded=self.bank,
            files=variant.files,
            answerer=Answerer(variant.files, functions, folder="reference", package="reference", recipes=recipes),
        )
        session.direct.seconds = self.course.limits.call
        try:
            with loading.silence():
                yield session
        finally:
            session.close()

    def _verdicts(self, session: Session, found: list[Check]) -> dict[str, Status]:
        return {c.id: session.judge(c, self.plain_calls.get(c.exercise))[0].status for c in found}


def audit_all(auditor: Auditor, only: tuple[str, ...], jobs: int, report: Callable[[str], None]) -> Audit:
    """Audit the exercises in `only`, or all; `report` is called with the name of each variant or exercise when done."""
    chosen = [e.id for e in auditor.course.exercises if not only or e.id in only]
    trials, degenerate, comparisons = [], [], []
    for found in _each(auditor, [*chosen, *auditor.variants(only)], jobs):
        if isinstance(found, Comparison):
            comparisons.append(found)
            report(found.exercise)
        elif isinstance(found, Worth):
            degenerate.append(found)
            report(f"degenerate/{found.slug}")
        else:
            trials.append(found)
            report(f"{found.exercise}/{found.slug}")
    order = {name: i for i, name in enumerate(chosen)}
    trials.sort(key=lambda t: (order[t.exercise], t.kind, t.slug))
    own = [c for c in auditor.checks if c.exercise in chosen and not c.plain]
    claims = [Claim(c.id, c.exercise, c.title, c.points) for c in own]
    claims.sort(key=lambda c: order[c.exercise])
    possible = sum(e.points for e in auditor.course.exercises if not e.bonus)
    most = auditor.course.audit.most_degenerate
    return Audit(tuple(claims), tuple(trials), tuple(comparisons), tuple(degenerate), most, possible)


def _each(auditor: Auditor, wanted: Sequence[Variant | str], jobs: int) -> Iterator[Trial | Worth | Comparison]:
    if jobs <= 1:
        yield from map(auditor.judge, wanted)
        return
    context = multiprocessing.get_context("spawn")
    given = (auditor.folder, auditor.bank_file, auditor.data_folder, auditor.budget)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_open, initargs=given) as executor:
        yield from executor.map(_judge, wanted, chunksize=4)


_auditor: Auditor | None = None  # one per pool process


def _open(folder: Path, bank_file: Path, data_folder: Path | None, budget: str) -> None:
    global _auditor  # noqa: PLW0603  a pool's initializer can store nothing elsewhere
    _auditor = Auditor(folder, bank_file, data_folder, budget)


def _judge(wanted: Variant | str) -> Trial | Worth | Comparison:
    assert _auditor is not None  # noqa: S101  the initializer ran
    return _auditor.judge(wanted)
