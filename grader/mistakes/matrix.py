"""Show an audit: lines for the terminal, a JSON record, and one HTML page with the matrix check × mistake."""

from collections.abc import Iterator

import msgspec

from grader.mistakes.audit import Audit, Trial
from grader.writers import pages


def lines(audit: Audit) -> Iterator[str]:
    """Say what is wrong with the checks, and how much was tried."""
    for trial in audit.uncaught:
        yield f"Nothing catches the mistake {_name(trial)}: {trial.sentence}"
    for trial in audit.unfair:
        yield f"The accepted solution {_name(trial)} fails {', '.join(trial.failed)}"
    for trial in audit.blaming:
        yield f"For {_name(trial)} other exercises are blamed: {', '.join(trial.blamed)}"
    for exercise, one, other in audit.twins:
        yield f"Two mistakes of {exercise} give the same answers, so that one of them has to go: {one}, {other}"
    for claim in audit.idle:
        yield f"Remark: no mistake is caught by this check alone: {claim.id} ({claim.exercise}: {claim.title})"
    kinds = [t.kind for t in audit.trials]
    yield (
        f"{len(audit.checks)} checks, {kinds.count('mistakes')} known mistakes, {kinds.count('accepted')} accepted "
        f"solutions: {len(audit.uncaught)} not caught, {len(audit.unfair)} treated unfairly, {len(audit.blaming)} "
        f"blamed on others, {len(audit.twins)} pairs alike, {len(audit.idle)} checks that catch nothing alone."
    )


def to_json(audit: Audit) -> bytes:
    """Return the record of an audit, with its findings by name."""
    findings = {
        "uncaught": [_name(t) for t in audit.uncaught],
        "unfair": [_name(t) for t in audit.unfair],
        "blaming": [_name(t) for t in audit.blaming],
        "twins": audit.twins,
        "idle": [c.id for c in audit.idle],
    }
    record = {"findings": findings, "checks": audit.checks, "trials": audit.trials}
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def to_html(audit: Audit, title: str) -> str:
    """Return a page with one matrix for each exercise: checks across, mistakes down."""
    exercises = list(dict.fromkeys(c.exercise for c in audit.checks))
    return pages.render(
        "audit.html.jinja",
        title=f"{title}: audit of the checks",
        audit=audit,
        exercises=exercises,
        said=list(lines(audit)),
    )


def _name(trial: Trial) -> str:
    return f"{trial.exercise}/{trial.slug}"
