"""Ask a student's functions for what the figures need; what they fail to give costs only the figures it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader import expect, literals as show
from grader.tutorial.pictures import chelsea
from grader.tutorial.training import Budget
from grader.subject import Answer, Fault, Subject, Wrong
from grader.asking.direct import Direct
from grader.values import Handle, Raised, Request, recipe, tensor

LINE = 240  # characters of what is said about one function
SHORT = 60  # characters of a call or a value that is part of it
SMALL = np.arange(64, dtype=np.float32).reshape(8, 8)
LINEAR = recipe("linear", weight=np.ones((6, 8), np.float32), bias=np.ones(6, np.float32))
# Calls that show whether a function is started; the others take the side of a kernel.
PLAIN: Mapping[str, tuple[Any, ...]] = {
    "to_gray": (np.zeros((8, 8, 3), np.uint8),),
    "crop": (np.zeros((300, 451), np.float32),),
    "standardize": (SMALL,),
    "shifted_identity": (7, 1, 1),
    "get_convolved": (np.tile(SMALL, (3, 3)), np.ones((3, 3))),
    "pupil_kernel": (),
    "sweep": (SMALL, recipe("table", inputs=[1.0], outputs=[np.ones((1, 1))]), [1.0]),
    "CNN": (),
    "train": (LINEAR, []),
    "preprocess": (np.zeros((300, 451, 3), np.uint8),),
    "top_k": (LINEAR, tensor(np.ones((1, 8), np.float32)), list("abcdef"), 6),
}


class Undone(Exception):
    """A function did not give what a figure needs; without `trouble` it is not started."""

    def __init__(self, function: str, trouble: str = "", call: str = "") -> None:
        super().__init__(f"wrong: {call or function}: {trouble}" if trouble else f"not started: {function}")
        self.function, self.trouble = function, trouble


class LeftOut(Exception):
    """A figure was not wanted, for this reason."""


class Studio:
    """A student's functions, the picture of the cat, and what a network may be trained on."""

    def __init__(self, direct: Direct, *, data: Path | None, budget: Budget | None, log: Callable[[str], None]) -> None:
        self.direct, self.subject = direct, Subject(direct)
        self.data, self.budget, self.log = data, budget, log
        self.answered: set[str] = set()
        self.lent: dict[str, Undone] = {}  # what the kit did itself, so that other figures can be drawn

    # Asking

    def ask(self, function: str, *arguments: Any, **options: Any) -> Answer:
        """Call a function in a case of its own; Undone unless it returns."""
        self.subject.begin()
        return self.go_on(function, *arguments, **options)

    def go_on(self, function: str, *arguments: Any, **options: Any) -> Answer:
        """Call a function in the case at hand, with the models that were built in it."""
        with self.blaming(function):
            return self.heard(function, self.subject.call(function, *arguments, **options))

    def heard(self, function: str, answer: Answer) -> Answer:
        """Return the answer if there is one."""
        if isinstance(answer.outcome, Raised):
            raise self.diagnosis(function, answer.outcome)
        answer.required()
        self.answered.add(function)
        return answer

    def diagnosis(self, function: str, raised: Raised) -> Undone:
        """Say what an exception means: somebody's stub, or an error in a line of the student's."""
        inside = raised.frames[-1].function if raised.frames else ""
        # A stub names itself in its exception; get_convolved may have met that of conv_2d.
        names = (raised.text.partition(".")[0], inside, function)
        culprit = next(name for name in names if name in self.direct.answerer.functions)
        if "NotImplementedError" in raised.bases and not raised.while_importing and culprit not in self.answered:
            return Undone(culprit)
        if raised.memory:
            return Undone(function, "needs more memory than there is")
        what = f"{raised.type}: {raised.text}" if raised.text else raised.type
        where = f" ({raised.frames[-1].file}, line {raised.frames[-1].line})" if raised.frames else ""
        verb = f"{raised.while_importing}.py could not be imported:" if raised.while_importing else "raised"
        return Undone(function, f"{verb} {one_line(what)}{where}")

    @contextmanager
    def blaming(self, function: str) -> Iterator[None]:
        """Turn a wrong answer, or none, into one line about this function."""
        try:
            yield
        except Wrong as wrong:
            got = f", got {wrong.got}" if _is_short(wrong.got) else ""
            said = f"{wrong.message}: expected {wrong.expected}{got}" if wrong.expected else wrong.message
            raise Undone(function, one_line(said), wrong.call if _is_short(wrong.call) else "") from None
        except Fault as fault:
            raise Undone(function, one_line(fault.message)) from None

    def build(self, name: str) -> Handle:
        """Make an object of the student's class, in a case of its own."""
        request = Request("build", name, fresh=True)
        self.subject.fresh = False
        with self.blaming(name):
            answer = self.heard(name, Answer(request, self.direct.ask(request)))
            if not isinstance(answer.value, Handle):
                raise expect.wrong(answer, "wrong type", "a torch.nn.Module", expect.kind_of(answer.value))
        return answer.value

    def keep(self, model: Any) -> Handle:
        """Let the case at hand know a model of the kit's."""
        kept = self.direct.answerer.kept
        kept.append(model)
        return Handle(len(kept) - 1)

    def lacks(self, needs: Sequence[str], met: Undone) -> list[str]:
        """Return what a figure lacks: the trouble that it met first, and functions that are not started either."""
        lacking = {met.function: met}
        for function in needs:
            if function not in self.answered | lacking.keys():
                other = self._unstarted(function)
                lacking |= {other.function: other} if other and other.function not in lacking else {}
        return [str(undone) for undone in lacking.values()]

    def _unstarted(self, function: str) -> Undone | None:
        try:
            self.ask(function, *PLAIN.get(function, (7,)))
        except Undone as undone:
            return None if undone.trouble else undone
        return None

    # What the figures are made of

    def kernel(self, function: str, side: int, *more: Any, **options: Any) -> np.ndarray:
        """Return a kernel (side, side) of the student's."""
        answer = self.ask(function, side, *more, **options)
        with self.blaming(function):
            return expect.array(answer, kind="numpy", dtype=expect.FLOATS, shape=(side, side))

    def profile(self, function: str, n: int) -> np.ndarray:
        """Return a filter (n,) of the student's."""
        answer = self.ask(function, n)
        with self.blaming(function):
            return expect.array(answer, kind="numpy", dtype=expect.FLOATS, shape=(n,))

    def pupil_kernel(self) -> np.ndarray:
        """Return the student's kernel for pupils, square with an odd side of at most 41."""
        answer = self.ask("pupil_kernel")
        with self.blaming("pupil_kernel"):
            kernel = expect.array(answer, kind="numpy", dtype=expect.FLOATS)
            if kernel.ndim != 2 or kernel.shape[0] != kernel.shape[1] or kernel.shape[0] not in range(1, 42, 2):
                got = f"shape {show.shape(kernel.shape)}"
                raise expect.wrong(answer, "wrong shape", "a square with an odd side of at most 41", got)
            return kernel

    def convolved(self, kernel: np.ndarray) -> list[np.ndarray]:
        """Return the picture and what it is after one to four convolutions."""
        answer = self.ask("get_convolved", self.picture, kernel)
        with self.blaming("get_convolved"):
            parts = expect.items(answer, 5, "a list of 5 images")
            lost = len(kernel) - 1
            shapes = [(256 - i * lost, 256 - i * lost) for i in range(5)]
            return [
                expect.array(answer, kind="numpy", dtype="float32", shape=shape, part=part)
                for shape, part in zip(shapes, parts, strict=True)
            ]

    def conv_2d(self, image: np.ndarray, kernel: np.ndarray, **options: int) -> np.ndarray:
        """Return an image (H, W) convolved by conv_2d."""
        arguments = [tensor(array[None, None].astype(np.float32)) for array in (image, kernel)]
        answer = self.ask("conv_2d", *arguments, **options)
        shape = (1, 1, *(positions(*sides, **options) for sides in zip(image.shape, kernel.shape, strict=True)))
        with self.blaming("conv_2d"):
            return expect.array(answer, kind="torch", dtype="float32", shape=shape).reshape(shape[2:])

    def swept(self, kernels: Sequence[np.ndarray], values: Sequence[float]) -> np.ndarray:
        """Return the frames that sweep makes of the picture with these kernels."""
        make_kernel = recipe("table", inputs=[float(v) for v in values], outputs=list(kernels))
        answer = self.ask("sweep", self.picture, make_kernel, [float(v) for v in values])
        with self.blaming("sweep"):
            shape = (len(values), *self.picture.shape)
            return expect.array(answer, kind="numpy", dtype="float32", shape=shape)

    # The picture

    def gray(self) -> np.ndarray:
        return self._image("to_gray", chelsea(), shape=(300, 451))

    def cut(self, gray: np.ndarray) -> np.ndarray:
        return self._image("crop", gray, shape=(256, 256))

    def standardized(self, cut: np.ndarray) -> np.ndarray:
        return self._image("standardize", cut, shape=(256, 256))

    def _image(self, function: str, image: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        answer = self.ask(function, image)
        with self.blaming(function):
            return expect.array(answer, kind="numpy", dtype="float32", shape=shape)

    @cached_property
    def cropped(self) -> np.ndarray:
        """The gray cat, (256, 256) float32; a step that the student has not got yet is the kit's own."""
        gray = self._borrowed(self.gray, "to_gray", lambda: chelsea().mean(axis=2).astype(np.float32))
        return self._borrowed(lambda: self.cut(gray), "crop", lambda: gray[-256:, 100:356])

    @cached_property
    def picture(self) -> np.ndarray:
        """The gray cat with mean 0 and deviation 1, (256, 256) float32."""
        cut = self.cropped
        return self._borrowed(lambda: self.standardized(cut), "standardize", lambda: (cut - cut.mean()) / cut.std())

    def _borrowed(self, ask: Callable[[], np.ndarray], function: str, own: Callable[[], np.ndarray]) -> np.ndarray:
        try:
            return ask()
        except Undone as undone:
            self.lent[function] = undone
            return own()


def positions(size: int, taps: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel has along one axis."""
    return (size + 2 * padding - dilation * (taps - 1) - 1) // stride + 1


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "\n" not in text


def one_line(text: str) -> str:
    """Return a text on one line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= LINE else line[: LINE - 1] + "…"
