"""Call a student's functions for the figures; a function that fails affects only the figures that use it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader import expect, literals, text
from grader.asking.direct import Direct
from grader.subject import Answer, Fault, Subject, Wrong
from grader.tutorial.pictures import chelsea
from grader.tutorial.training import Budget
from grader.values import Handle, Raised, Request, recipe, tensor

LINE = 240  # characters of a message about one function
SHORT = 60  # characters of a call or a value in such a message
SMALL = np.arange(64, dtype=np.float32).reshape(8, 8)
LINEAR = recipe("linear", weight=np.ones((6, 8), np.float32), bias=np.ones(6, np.float32))
# Arguments of a call that shows whether a function is started; functions not listed take the side of a kernel.
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


class NotDone(Exception):
    """A function did not return a usable result; without a `problem`, it is not started."""

    def __init__(self, function: str, problem: str = "", call: str = "") -> None:
        super().__init__(f"wrong: {call or function}: {problem}" if problem else f"not started: {function}")
        self.function, self.problem = function, problem


class LeftOut(Exception):
    """A figure is left out for the reason in the message."""


class StudentFunctions:
    """A student's functions, the picture of the cat, and the budget for training."""

    def __init__(self, direct: Direct, *, data: Path | None, budget: Budget | None, log: Callable[[str], None]) -> None:
        self.direct, self.subject = direct, Subject(direct)
        self.data, self.budget, self.log = data, budget, log
        self.answered: set[str] = set()
        self.answers: list[tuple[str, Answer]] = []  # to the calls of the present figure, by function
        self.substitutes: list[str] = []  # functions that the kit replaced to prepare the picture

    # Calls

    def ask(self, function: str, *arguments: Any, **options: Any) -> Answer:
        """Call a function in a new case. Raises NotDone unless it returns."""
        self.subject.begin()
        return self.go_on(function, *arguments, **options)

    def go_on(self, function: str, *arguments: Any, **options: Any) -> Answer:
        """Call a function in the current case, which keeps the models built so far."""
        with self.errors_of(function):
            return self.required(function, self.subject.call(function, *arguments, **options))

    def required(self, function: str, answer: Answer) -> Answer:
        """Return the answer if the function returned. Raises NotDone or Fault otherwise."""
        if isinstance(answer.outcome, Raised):
            raise self.diagnosis(function, answer.outcome)
        answer.required()
        self.answered.add(function)
        self.answers.append((function, answer))
        return answer

    def diagnosis(self, function: str, raised: Raised) -> NotDone:
        """Return the NotDone for an exception: a stub, or an error in the student's code."""
        inside = raised.frames[-1].function if raised.frames else ""
        # A stub's exception names it; get_convolved may have called the stub of conv_2d.
        names = (raised.text.partition(".")[0], inside, function)
        stub = next(name for name in names if name in self.direct.answerer.functions)
        if "NotImplementedError" in raised.bases and not raised.while_importing and stub not in self.answered:
            return NotDone(stub)
        if raised.memory:
            return NotDone(function, "not enough memory")
        error = f"{raised.type}: {raised.text}" if raised.text else raised.type
        where = f" ({raised.frames[-1].file}, line {raised.frames[-1].line})" if raised.frames else ""
        verb = f"{raised.while_importing} could not be imported:" if raised.while_importing else "raised"
        return NotDone(function, f"{verb} {one_line(error)}{where}")

    @contextmanager
    def errors_of(self, function: str) -> Iterator[None]:
        """Turn Wrong and Fault into NotDone for this function."""
        try:
            yield
        except Wrong as wrong:
            got = f", got {wrong.got}" if _is_short(wrong.got) else ""
            message = f"{wrong.message}: expected {wrong.expected}{got}" if wrong.expected else wrong.message
            raise NotDone(function, one_line(message), wrong.call if _is_short(wrong.call) else "") from None
        except Fault as fault:
            raise NotDone(function, one_line(fault.message)) from None

    def build(self, name: str) -> Handle:
        """Create an instance of the student's class in a new case."""
        request = Request("build", name, fresh=True)
        self.subject.fresh = False
        with self.errors_of(name):
            answer = self.required(name, Answer(request, self.direct.ask(request)))
            if not isinstance(answer.value, Handle):
                raise expect.wrong(answer, "wrong type", "a torch.nn.Module", expect.kind_of(answer.value))
        return answer.value

    def keep(self, model: Any) -> Handle:
        """Add one of the kit's models to the current case."""
        kept = self.direct.answerer.kept
        kept.append(model)
        return Handle(len(kept) - 1)

    def reasons(self, needs: Sequence[str], first: NotDone) -> list[str]:
        """Return why a figure is missing: the first problem, and the other functions that are not started."""
        found = {first.function: first}
        for function in needs:
            if function not in self.answered | found.keys():
                try:
                    self.ask(function, *PLAIN.get(function, (7,)))
                except NotDone as other:
                    if not other.problem:
                        found.setdefault(other.function, other)
        return [str(reason) for reason in found.values()]

    # Kernels and convolved images

    def kernel(self, function: str, *arguments: int, **options: float) -> np.ndarray:
        """Return a square kernel; the first argument is its side."""
        answer = self.ask(function, *arguments, **options)
        with self.errors_of(function):
            return expect.array(answer, kind="numpy", dtype=expect.FLOATS, shape=(arguments[0], arguments[0]))

    def profile(self, function: str, n: int) -> np.ndarray:
        """Return a filter (n,)."""
        answer = self.ask(function, n)
        with self.errors_of(function):
            return expect.array(answer, kind="numpy", dtype=expect.FLOATS, shape=(n,))

    def pupil_kernel(self) -> np.ndarray:
        """Return the student's kernel for pupils, a square with an odd side of at most 41."""
        answer = self.ask("pupil_kernel")
        with self.errors_of("pupil_kernel"):
            kernel = expect.array(answer, kind="numpy", dtype=expect.FLOATS)
            if kernel.ndim != 2 or kernel.shape[0] != kernel.shape[1] or kernel.shape[0] not in range(1, 42, 2):
                got = f"shape {literals.shape(kernel.shape)}"
                raise expect.wrong(answer, "wrong shape", "a square with an odd side of at most 41", got)
            return kernel

    def convolved(self, kernel: np.ndarray) -> list[np.ndarray]:
        """Return the picture and the results of one to four convolutions."""
        answer = self.ask("get_convolved", self.picture, kernel)
        with self.errors_of("get_convolved"):
            parts = expect.items(answer, 5, "a list of 5 images")
            sides = [256 - i * (len(kernel) - 1) for i in range(5)]
            pairs = zip(sides, parts, strict=True)
            return [expect.array(answer, kind="numpy", dtype="float32", shape=(n, n), part=part) for n, part in pairs]

    def conv_2d(self, image: np.ndarray, kernel: np.ndarray, **options: int) -> np.ndarray:
        """Return an image (H, W), convolved by conv_2d with these options."""
        arguments = [tensor(array[None, None].astype(np.float32)) for array in (image, kernel)]
        answer = self.ask("conv_2d", *arguments, **options)
        shape = (1, 1, *(positions(*sides, **options) for sides in zip(image.shape, kernel.shape, strict=True)))
        with self.errors_of("conv_2d"):
            return expect.array(answer, kind="torch", dtype="float32", shape=shape).reshape(shape[2:])

    def swept(self, kernels: Sequence[np.ndarray], values: Sequence[float]) -> np.ndarray:
        """Return the result of sweep on the picture with these kernels, (values, 256, 256)."""
        make_kernel = recipe("table", inputs=[float(v) for v in values], outputs=list(kernels))
        answer = self.ask("sweep", self.picture, make_kernel, [float(v) for v in values])
        with self.errors_of("sweep"):
            shape = (len(values), *self.picture.shape)
            return expect.array(answer, kind="numpy", dtype="float32", shape=shape)

    # The picture

    def image(self, function: str, image: np.ndarray) -> np.ndarray:
        """Return the result of to_gray, crop or standardize on an image."""
        answer = self.ask(function, image)
        with self.errors_of(function):
            shape = (256, 256) if function == "crop" else image.shape[:2]
            return expect.array(answer, kind="numpy", dtype="float32", shape=shape)

    @cached_property
    def cropped(self) -> np.ndarray:
        """The cropped gray cat, (256, 256) float32; the kit replaces functions that are not done."""
        photograph = chelsea()
        gray = self._or_own("to_gray", photograph, lambda: photograph.mean(axis=2).astype(np.float32))
        return self._or_own("crop", gray, lambda: gray[-256:, 100:356])

    @cached_property
    def picture(self) -> np.ndarray:
        """The standardized crop, (256, 256) float32."""
        image = self.cropped
        return self._or_own("standardize", image, lambda: (image - image.mean()) / image.std())

    def _or_own(self, function: str, image: np.ndarray, own: Callable[[], np.ndarray]) -> np.ndarray:
        try:
            return self.image(function, image)
        except NotDone:
            self.substitutes.append(function)
            return own()


def positions(size: int, taps: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return the number of positions of a kernel along one axis."""
    return (size + 2 * padding - dilation * (taps - 1) - 1) // stride + 1


def _is_short(part: str) -> bool:
    return len(part) <= SHORT and "\n" not in part


def one_line(message: str) -> str:
    """Return a message on one line, truncated if it is long."""
    return text.one_line(" ".join(message.split()), LINE)
