"""Write the failing case of an exercise as Python code."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from grader.course import Course, Exercise
from grader.practice.judge import PracticeJudge
from grader.practice.session import PracticeError
from grader.subject import Fault, Wrong
from grader.values import Array, Handle, Items, Recipe, Record, Request, Value
from grader.worker.recipes import RECIPES
from grader.writers import board

MOST_ENTRIES = 400  # larger arrays are loaded from a file


class _Writer:
    """Collects the lines of a snippet and the arrays that are too large for it."""

    def __init__(self, recipes: str) -> None:
        self.recipes = recipes  # the module with the course's own recipes
        self.lines: list[str] = []
        self.imports: set[str] = set()
        self.large: dict[str, np.ndarray] = {}

    def value(self, value: Value) -> str:
        """Return a value as an expression."""
        if isinstance(value, Array):
            return self._array(value)
        if isinstance(value, Items):
            inside = ", ".join(map(self.value, value.items))
            return f"[{inside}]" if value.kind == "list" else f"({inside},)"
        if isinstance(value, Record):
            return "{" + ", ".join(f"{key!r}: {self.value(item)}" for key, item in value.items.items()) + "}"
        if isinstance(value, Handle):
            return f"model_{value.number}"
        if isinstance(value, Recipe):
            module = "grader.worker.recipes" if value.name in RECIPES else self.recipes
            self.imports.add(f"from {module} import {value.name}")
            return f"{value.name}({', '.join(f'{key}={self.value(item)}' for key, item in value.parameters.items())})"
        return repr(value)

    def _array(self, value: Array) -> str:
        module = "torch" if value.kind == "torch" else "np"
        self.imports.add(f"import {'torch' if module == 'torch' else 'numpy as np'}")
        entries, view = _laid_out(value)
        if entries.size > MOST_ENTRIES:
            name = f"array_{len(self.large)}"
            self.large[name] = entries
            return (f"torch.from_numpy(arrays[{name!r}])" if module == "torch" else f"arrays[{name!r}]") + view
        function = "torch.tensor" if module == "torch" else "np.array"
        return f"{function}({entries.tolist()}, dtype={module}.{value.dtype}){view}"

    def statement(self, request: Request, number: int, functions: Mapping[str, str]) -> str:
        """Return one request as a statement."""
        options = [f"{key}={self.value(item)}" for key, item in request.options.items()]
        arguments = list(map(self.value, request.arguments))
        if request.name in functions:
            self.imports.add(f"from student.{functions[request.name]} import {request.name}")
        if request.operation == "build":
            made = arguments[0] if arguments else f"{request.name}()"
            return f"model_{number} = {made}"
        if request.operation == "logits":
            model, images = arguments
            training = request.options.get("training", False)
            return f"{model}.train({training})\nresult = {model}({images})"
        if request.operation == "vjp":
            names = [f"input_{i}" for i in range(len(arguments) - 1)]
            made = "\n".join(f"{n} = {a}.requires_grad_()" for n, a in zip(names, arguments, strict=False))
            call = f"{request.name}({', '.join([*names, *options])})"
            return f"{made}\nresult = torch.autograd.grad({call}, [{', '.join(names)}], {arguments[-1]})"
        if request.operation in ("describe", "record"):
            return f"# here, the grader inspects {arguments[0]}"
        if request.operation == "inspect":
            return f"# here, the grader reads the source code of {request.name}"
        return f"result = {request.name}({', '.join([*arguments, *options])})"


def _laid_out(value: Array) -> tuple[np.ndarray, str]:
    """Return an array to write down, and the expression that makes a view of it with the layout of `value`."""
    entries = value.numpy()
    if value.layout == "columns":
        return entries.repeat(2, axis=-1), "[..., ::2]"
    if value.layout == "permuted":
        return np.moveaxis(entries, 1, -1), ".swapaxes(-1, -2).swapaxes(-2, -3)"
    if value.layout == "cropped":
        return np.pad(entries, [(0, 0)] * (entries.ndim - 2) + [(1, 1)] * 2), "[..., 1:-1, 1:-1]"
    if value.layout == "expanded":
        return entries[:, :1], f".expand({value.shape})"
    return entries, ""


def failing_case(judge: PracticeJudge, exercise: Exercise) -> str:
    """Return the smallest failing case of an exercise as Python code. Raises PracticeError if there is none."""
    session = judge.open()
    try:
        judged = judge.judge(session, exercise)
        if judged.error is None:
            words = board.LOOKS[judged.result.status][1]
            raise PracticeError(f"{exercise.id}: {words}; there is no failing case to show.")
        expected = judged.error.expected if isinstance(judged.error, Wrong) else ""
        message = judged.error.message if isinstance(judged.error, (Wrong, Fault)) else judged.result.message
        message = message.splitlines()[0]
        if judged.result.mistake:
            message = f"{judged.result.mistake}\n{message}"
        file = judge.course.path / ".convkit" / f"show-{exercise.id}.npz"
        return write(judged.asked, judge.course, message, expected, file)
    finally:
        session.close()


def failing_walk(judge: PracticeJudge, exercise: Exercise) -> bytes:
    """Return the kernel's way over the failing case of an exercise as GIF. Raises PracticeError if there is none."""
    session = judge.open()
    try:
        judged = judge.judge(session, exercise)
    finally:
        session.close()
    if judged.walk is None:
        words = board.LOOKS[judged.result.status][1]
        raise PracticeError(
            f"--gif: {exercise.id} ({words}) has no failing call of an image and a kernel that is small enough to draw."
        )
    return judged.walk.gif


def write(requests: Sequence[Request], course: Course, message: str, expected: str, file: Path) -> str:
    """Return the last request, with the earlier ones it depends on, as Python code; large arrays go to `file`."""
    writer = _Writer(course.worker.recipes)
    stateful = any(isinstance(argument, Handle) for request in requests for argument in request.arguments)
    builds = 0
    for request in requests if stateful else requests[-1:]:
        writer.lines.append(writer.statement(request, builds, course.functions))
        builds += request.operation == "build"
    if writer.large:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(file, **writer.large)  # type: ignore[arg-type]  # names are ours
        writer.imports.add("import numpy as np")
        writer.lines.insert(0, f"arrays = np.load({str(file)!r})")
    own = sorted(line for line in writer.imports if line.startswith("from"))
    libraries = sorted(writer.imports - set(own))
    wanted = f"expected: {expected}".splitlines() if expected else []
    remarks = [f"# {line}" for line in (*message.splitlines(), *wanted)]
    return "\n".join([*libraries, *own, "", *writer.lines, "print(result)", *remarks])
