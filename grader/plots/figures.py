"""Select the figures of a failing case: arrays, vectors as curves, rankings as bars."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from grader import literals
from grader.plots import svg
from grader.plots.charts import Bars, Curves, Figure, Line
from grader.plots.panels import Case, panels
from grader.plots.svg import Panel

FEW = 3  # entries of a vector that need no curve


def figures(case: Case, names: Sequence[str]) -> list[Figure]:
    """Return the figures of a case; `names` are those of the function's parameters, as far as they are known."""
    shown = panels(case, names)
    vectors = [panel for panel in shown if panel.group in ("answer", "right") and panel.array.ndim == 1]
    curves = _overlaid(*vectors) if len(vectors) == 2 else []
    if curves and not svg.numbered(vectors[-1].array[None]):
        shown = [panel for panel in shown if panel not in vectors]  # they would be curves, each alone
    bars = Bars.of("got", case.got)
    return [*shown, *curves, *([bars] if bars else [])]


def shapes(case: Case) -> list[Figure]:
    """Return the answer and the right one to a call, if they are so large that their shape can be seen."""
    answers = [panel for panel in panels(case, ()) if panel.group == "answer"]
    if not answers or svg.numbered(np.atleast_2d(answers[-1].array)):
        return []
    call = literals.call(case.request)
    if len(answers) == 2 and all(panel.array.ndim == 1 for panel in answers):
        return [replace(curves, title=call) for curves in _overlaid(*answers)]
    return [replace(panel, title=f"{panel.title}, {call}", group="shape") for panel in answers]


def _overlaid(want: Panel, got: Panel) -> list[Curves]:
    """Return the curve of an answer over that of the right one, unless they are so short that numbers say more."""
    if max(want.array.size, got.array.size) <= FEW:
        return []
    lines = (Line(want.title, want.array, dashed=True), Line(got.title, got.array))
    return [Curves(f"{want.title} and got", lines, mark=got.mark[-1] if got.mark else None)]
