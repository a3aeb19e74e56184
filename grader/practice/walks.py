"""The kernel's way over a failing case of a convolution."""

import inspect

from grader.plots.walking import Walk
from grader.practice.evidence import Case, panels

OPTIONS = ("stride", "padding", "dilation")


def walk(case: Case, function: object) -> Walk | None:
    """Return the kernel's way if the function takes an image, a kernel and one of the options, and it can be drawn."""
    try:
        known = set(inspect.signature(function).parameters)  # type: ignore[arg-type]  # else TypeError
    except (TypeError, ValueError):
        return None
    given = {key: value for key, value in case.request.options.items() if key in OPTIONS}
    options = {key: value for key, value in given.items() if isinstance(value, int)}
    if not known.intersection(OPTIONS) or len(options) < len(given):
        return None
    shown = panels(case, function)
    inputs = [panel for panel in shown if panel.group in ("input 0", "input 1")]
    answers = [panel.array for panel in shown if panel.group == "answer"]
    several = any(len(panel.whole) == 4 and panel.whole[1] > 1 for panel in inputs)  # channels, which are added up
    if len(inputs) < 2 or not answers or several or any(array.ndim != 2 for array in answers):
        return None
    (image, kernel), (want, *rest) = (panel.array for panel in inputs), answers
    got = next((array for array in rest if array.shape == want.shape), None)
    if image.ndim != 2 or kernel.ndim != 2 or not (want.size and _known(case)):
        return None
    found = Walk(image, kernel, want, got, **options)
    return found if found.fits else None


def _known(case: Case) -> bool:
    """Return whether the first answer that is drawn is a right one."""
    return case.expected is not None or case.suggestion is not None
