"""The kernel's way over a failing case of a convolution."""

from collections.abc import Sequence

from grader.plots.panels import Case, panels
from grader.plots.walking import Walk

OPTIONS = ("stride", "padding", "dilation")


def walk(case: Case, names: Sequence[str]) -> Walk | None:
    """Return the kernel's way if the function takes an image, a kernel and one of the options, and it can be drawn.

    `names` are those of the function's parameters.
    """
    given = {key: value for key, value in case.request.options.items() if key in OPTIONS}
    options = {key: value for key, value in given.items() if isinstance(value, int)}
    if not {*names, *given}.intersection(OPTIONS) or len(options) < len(given):
        return None
    shown = panels(case, names)
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
