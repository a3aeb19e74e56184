"""Print how long users wait, as ratios between commands that run in turn on this machine.

Each row is a target of docs/design.md: what is timed, what it is compared with, the ratio, and the target.

    python benchmarks/speed.py [--rounds N] [--many 10,100]
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch

from grader import course
from grader.asking.direct import reference
from grader.grading.judge import supplies_for
from grader.grading.unused import unused_modules
from grader.sandbox.levels import IsolationLevel
from grader.sandbox.processes import ZygoteProcess
from grader.subject import Subject
from grader.tutorial import recipes
from grader.values import recipe, tensor

ROOT = Path(__file__).resolve().parents[1]
GRADER = Path(sys.executable).with_name("grader")
PARTS = ("course.toml", "conftest.py", "pyproject.toml", "student", "reference", "tests/exercises")
EXERCISES = {"output_size": "convolution", "to_gray": "images", "gaussian": "filters"}
WRONG = {
    "output_size": "def output_size(size, kernel, stride=1, padding=0, dilation=1):\n"
    "    way = size + padding - dilation * (kernel - 1) - 1\n"
    "    if way < 0:\n        raise ValueError\n    return way // stride + 1\n",
    "to_gray": "def to_gray(image):\n    return image.max(axis=2).astype('float32')\n",
    "gaussian": "import numpy as np\n\ndef gaussian(n):\n    return np.exp(-np.linspace(-3, 3, n) ** 2 / 2)\n",
}


@dataclass(frozen=True)
class Row:
    """A ratio, and the largest or smallest value that it should have."""

    what: str
    against: str
    ratio: float
    target: str


class Bench:
    """A copy of the course, and commands that are timed in it."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder / "course", rounds
        self.out = folder / "out"
        for part in PARTS:
            (self.folder / part).parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, self.folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(ROOT / part, self.folder / part)
        self.catalogue = course.load(self.folder)
        self.rows: list[Row] = []

    def seconds(self, *arguments: object, before: Callable[[], object] = lambda: None) -> float:
        """Return the median wall time of a command."""
        return self.in_turn([(arguments, before)])[0]

    def in_turn(self, commands: list[tuple[tuple[object, ...], Callable[[], object]]]) -> list[float]:
        """Return the median wall times of commands that run one after another, in every round."""
        times: list[list[float]] = [[] for _ in commands]
        for _ in range(self.rounds):
            for kept, (arguments, before) in zip(times, commands, strict=True):
                before()
                start = time.perf_counter()
                subprocess.run([str(a) for a in arguments], cwd=self.folder, capture_output=True, check=False)
                kept.append(time.perf_counter() - start)
        return list(map(statistics.median, times))

    def cold(self) -> None:
        shutil.rmtree(self.folder / ".convkit", ignore_errors=True)
        self.fresh()

    def fresh(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)

    def grade(self, *arguments: object) -> tuple[object, ...]:
        return (GRADER, "grade", *arguments, "--out", self.out, "--budget", "none")

    def pytest(self, *arguments: object) -> tuple[object, ...]:
        return (sys.executable, "-m", "pytest", "--budget", "none", *arguments)

    def add(self, what: str, against: str, ratio: float, target: str) -> None:
        self.rows.append(Row(what, against, ratio, target))
        print(f"{what:<66} / {against:<36} {ratio:6.2f}   {target}", flush=True)


def one_exercise(bench: Bench) -> None:
    """Compare a cold run over one exercise with pytest over its file."""
    for exercise, module in EXERCISES.items():
        wrong = bench.folder / f"wrong-{exercise}"
        shutil.rmtree(wrong, ignore_errors=True)
        wrong.mkdir()
        (wrong / f"{module}.py").write_text(WRONG[exercise])
        for name, submission in (("untouched", "student"), ("right", "reference"), ("wrong", wrong)):
            graded, checked = bench.in_turn(
                [
                    (bench.grade(submission, "--only", exercise), bench.cold),
                    (bench.pytest(f"tests/exercises/test_{module}.py", "--submission", submission), bench.cold),
                ]
            )
            bench.add(f"cold grade of {exercise}, {name}", "pytest over its file", graded / checked, "at most 1")


def everything(bench: Bench, quick: str) -> None:
    """Compare a cold run over all quick exercises with pytest."""
    graded, checked = bench.in_turn(
        [
            (bench.grade("reference", "--only", quick), bench.cold),
            (bench.pytest("--submission", "reference"), bench.cold),
        ]
    )
    bench.add("cold grade of all quick exercises, right", "pytest --budget none", graded / checked, "at most 1")


def first_verdict(bench: Bench) -> None:
    """Compare a run with cases drawn with the time in which its zygote imports everything."""
    exercise, path = "output_size", bench.folder / "reference"
    supplies = supplies_for(bench.catalogue, (), unused_modules(bench.catalogue, [exercise], [path]))
    bench.seconds(*bench.grade(path, "--only", exercise))
    imports = []
    for _ in range(bench.rounds):
        start = time.perf_counter()
        zygote = ZygoteProcess(IsolationLevel.R1, supplies)
        zygote.wait()
        imports.append(time.perf_counter() - start)
        zygote.close()
    warm = bench.seconds(*bench.grade(path, "--only", exercise), before=bench.fresh)
    ratio = warm / statistics.median(imports)
    bench.add("grade of one exercise, cases drawn", "the imports of its zygote", ratio, "at most 1.3")


def training(bench: Bench) -> None:
    """Compare a training as a worker runs it with a bare loop over the same batches, in one process."""
    torch.set_num_threads(1)
    rng = np.random.default_rng(0)
    images, labels = rng.random((4000, 1, 28, 28), np.float32), rng.integers(0, 10, 4000)
    path, worker = bench.catalogue.path, bench.catalogue.worker
    transport = reference(path, bench.catalogue.functions, worker.recipes, stored={"images": images})
    transport.seconds = 600.0
    source: dict[str, Any] = {"__name__": "bare"}
    exec(compile((path / "reference" / "cnn.py").read_text(), "cnn.py", "exec"), source)  # noqa: S102  the course's own
    batches = list(recipes.loader(torch.from_numpy(images), torch.from_numpy(labels), 32, seed=7))

    def worker_s() -> None:
        subject = Subject(transport)
        loader = recipe("loader", images=recipe("stored", name="images"), labels=tensor(labels), batch_size=32, seed=7)
        subject.call("train", subject.build("CNN"), loader, epochs=1, learning_rate=3e-3).required()

    def bare() -> None:
        source["train"](source["CNN"](), batches, epochs=1, learning_rate=3e-3)

    times: dict[Callable[[], None], list[float]] = {worker_s: [], bare: []}
    for number in range(bench.rounds + 1):
        for train, kept in times.items():
            start = time.process_time()
            train()
            kept.extend([time.process_time() - start] if number else [])  # the first one imports
    ratio = statistics.median(times[worker_s]) / statistics.median(times[bare])
    bench.add("training with the loader, in a worker's way", "a bare loop over its batches", ratio, "at most 1.1")


def batches(bench: Bench, quick: str, many: list[int]) -> None:
    """Compare submissions in batches with pytest, with each other, and by two judges with one."""
    modules = sorted((bench.folder / "reference").glob("*.py"))
    everyone = [bench.folder / "class" / f"student{i:04}" for i in range(max(20, *many))]
    for place in everyone:
        place.mkdir(parents=True, exist_ok=True)
        for file in modules:
            shutil.copyfile(file, place / file.name)
    alone = bench.seconds(*bench.pytest("--submission", everyone[0]))
    # A run of one submission has what every run has; what is left is the cost of the others.
    first, twenty = bench.in_turn(
        [
            (bench.grade(*everyone[:1], "--only", quick), bench.fresh),
            (bench.grade(*everyone[:20], "--only", quick, "--jobs", 1), bench.fresh),
        ]
    )
    bench.add("pytest on one submission", "one of 20 in a batch", alone / (twenty / 20), "at least 15")
    two = bench.seconds(*bench.grade(*everyone[:20], "--only", quick, "--jobs", 2), before=bench.fresh)
    bench.add("a batch of 20 with --jobs 2", "with --jobs 1", two / twenty, "no target")
    each = dict.fromkeys(many, 0.0)
    for count in many:
        bench.fresh()
        start = time.perf_counter()
        command = [str(a) for a in bench.grade(*everyone[:count], "--only", quick)]
        subprocess.run(command, cwd=bench.folder, capture_output=True, check=True)
        each[count] = (time.perf_counter() - start - first) / (count - 1)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        ratio = each[count] / each[many[0]]
        bench.add(f"a submission among {count} ({peak} MB at most)", f"one among {many[0]}", ratio, "1, flat")


def watching(bench: Bench) -> None:
    """Compare the time until watch shows a verdict in a fresh clone with importing torch."""
    torch = bench.seconds(sys.executable, "-c", "import torch")
    times = []
    for _ in range(bench.rounds):
        bench.cold()
        start = time.perf_counter()
        command = [str(GRADER), "watch", "--submission", "student"]
        with subprocess.Popen(command, cwd=bench.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as watch:
            lines = iter(watch.stdout or ())
            next(line for line in lines if line.startswith(b"Next:"))
            times.append(time.perf_counter() - start)
            watch.terminate()
    bench.add(
        "watch in a fresh clone, to its first verdict", "import torch", statistics.median(times) / torch, "at most 3"
    )


@click.command()
@click.option("--rounds", default=3, show_default=True, help="Repetitions; the median counts.")
@click.option("--many", default="10,100", show_default=True, help="Sizes of the batches that are compared.")
def main(rounds: int, many: str) -> None:
    """Print the ratios."""
    os.environ.pop("CONVKIT_DATA", None)
    with tempfile.TemporaryDirectory(prefix="convkit-speed-") as place:
        bench = Bench(Path(place), rounds)
        slow = {"mnist", "classify"}
        quick = ",".join(e.id for e in bench.catalogue.exercises if e.id not in slow)
        one_exercise(bench)
        everything(bench, quick)
        first_verdict(bench)
        watching(bench)
        training(bench)
        batches(bench, quick, [int(count) for count in many.split(",")])


if __name__ == "__main__":
    main()
