"""Format an audit as lines for the terminal, as JSON, and as an HTML page with a matrix per exercise."""

from collections.abc import Iterator

import msgspec

from grader.mistakes.audit import Audit, Trial
from grader.writers import pages

FEW = 3  # a mistake that shows in fewer cases is named


def lines(audit: Audit) -> Iterator[str]:
    """Yield a line for each problem of the checks, and a summary."""
    for trial in audit.uncaught:
        yield f"No check catches the mistake {_name(trial)}: {trial.sentence}"
    for trial in audit.unfair:
        yield f"The accepted solution {_name(trial)} fails {', '.join(trial.failed)}"
    for trial in audit.blaming:
        yield f"{_name(trial)} makes checks of other exercises fail: {', '.join(trial.blamed)}"
    for exercise, one, other in audit.twins:
        yield f"Two mistakes of {exercise} give the same answers; remove one of them: {one}, {other}"
    for exercise, slug, check in audit.unlike:
        yield f"The lookalike {exercise}/{slug} does not give the answers of its mistake in {check}"
    for worth in audit.overpaid:
        yield (
            f"degenerate/{worth.slug} earns {worth.total} of {audit.possible} points, "
            f"the course allows {audit.most_degenerate}: {worth.sentence}"
        )
    for claim in audit.idle:
        yield f"Note: no mistake is caught only by {claim.id} ({claim.exercise}: {claim.title})"
    shares: dict[str, list[str]] = {}
    for trial in audit.costly:
        shares.setdefault(trial.exercise, []).append(f"{trial.slug} {audit.share(trial):.0%}")
    for exercise, each in shares.items():
        yield f"Note: more than half of the points of {exercise} are lost by {', '.join(each)}"
    shown = sorted((n, f"{c.exercise}/{slug}") for c in audit.comparisons for slug, n in c.shown.items())
    if shown:
        fewest = ", ".join(f"{name} ({n})" for n, name in shown if n < FEW)
        yield f"Note: each mistake shows in {FEW} or more cases" + (f", except {fewest}" if fewest else "")
    if audit.degenerate:
        yield f"Submissions that compute nothing earn, of {audit.possible} points:"
    for worth in audit.degenerate:
        earned = ", ".join(f"{exercise} {points}" for exercise, points in worth.points.items() if points)
        yield f"  {worth.total:3}  {worth.slug}" + (f": {earned}" if earned else "")
    kinds = [t.kind for t in audit.trials]
    yield (
        f"{len(audit.checks)} checks, {kinds.count('mistakes')} known mistakes, {kinds.count('accepted')} accepted "
        f"solutions: {len(audit.uncaught)} mistakes not caught, {len(audit.unfair)} accepted solutions failed, "
        f"{len(audit.blaming)} failures in other exercises, {len(audit.twins)} pairs with the same answers, "
        f"{len(audit.idle)} checks never needed alone."
    )


def to_json(audit: Audit) -> bytes:
    """Return an audit as JSON."""
    findings = {
        "uncaught": [_name(t) for t in audit.uncaught],
        "unfair": [_name(t) for t in audit.unfair],
        "blaming": [_name(t) for t in audit.blaming],
        "twins": audit.twins,
        "unlike": audit.unlike,
        "idle": [c.id for c in audit.idle],
        "overpaid": {w.slug: w.total for w in audit.overpaid},
        "costly": {_name(t): round(audit.share(t), 2) for t in audit.costly},
    }
    record = {"findings": findings, "checks": audit.checks, "trials": audit.trials, "degenerate": audit.degenerate}
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def to_html(audit: Audit, title: str) -> str:
    """Return a page with a matrix for each exercise: a column per check, a row per variant."""
    exercises = list(dict.fromkeys(c.exercise for c in audit.checks))
    heading = f"{title}: audit of the checks"
    return pages.render("audit.html.jinja", title=heading, audit=audit, exercises=exercises, lines=list(lines(audit)))


def _name(trial: Trial) -> str:
    return f"{trial.exercise}/{trial.slug}"
