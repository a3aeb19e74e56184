"""Measure the accuracies that networks of known kinds reach in the `mnist` exercise; see docs/calibration.md."""

from __future__ import annotations

import os
import runpy
import time
from pathlib import Path
from statistics import median
from typing import BinaryIO

import click
import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from grader import course
from grader.tutorial.data import Images, digits, load_images
from grader.tutorial.recipes import loader
from grader.tutorial.training import as_network_input, stored_arrays

ROOT = Path(__file__).parents[1]
BUDGETS = course.load(ROOT).budgets
SOLUTION = runpy.run_path(str(ROOT / "reference" / "cnn.py"))


class Run(msgspec.Struct, frozen=True):
    """One network, trained once; the seed decides its weights, its dropout and the order of the images."""

    setting: str  # runs of the same setting can be compared
    network: str
    seed: int
    accuracy: float  # on the test images
    shifted: float  # on the test images, each moved by one pixel
    seconds: float  # of CPU time, training only


def batchnorm() -> nn.Module:
    def block(inputs: int, outputs: int, stride: int) -> nn.Module:
        convolution = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())

    return nn.Sequential(block(1, 16, 1), block(16, 32, 2), block(32, 64, 2), nn.Flatten(), nn.Linear(64 * 7 * 7, 10))


class Residual(nn.Module):
    """A 3 × 3 convolution with GroupNorm, added to its own input."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(32, 32, 3, padding=1), nn.GroupNorm(8, 32), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        return torch.add(x, self.body(x))


def residual() -> nn.Module:
    stem = (nn.Conv2d(1, 32, 5, stride=2, padding=2), nn.ReLU())
    return nn.Sequential(*stem, Residual(), nn.MaxPool2d(2), Residual(), nn.Flatten(), nn.Linear(32 * 7 * 7, 10))


def kaiming() -> nn.Module:
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 64), nn.ReLU(), nn.Linear(64, 10),
    )  # fmt: skip
    for parameter in model.parameters():
        nn.init.zeros_(parameter) if parameter.ndim == 1 else nn.init.kaiming_normal_(parameter, nonlinearity="relu")
    return model


NETWORKS = {
    "tutorial": SOLUTION["CNN"],
    "dense": lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)),
    "linear": lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 10)),
    **{make.__name__: make for make in (batchnorm, residual, kaiming)},
}


def measure(setting: str, plan: course.Budget, images: Images, network: str, seed: int) -> Run:
    """Train as the exercise does, except that the seed is chosen here."""
    arrays = stored_arrays(images, plan.images)
    batches = loader(arrays["train_images"], arrays["train_labels"], plan.batch_size, seed)
    torch.manual_seed(seed)
    model = NETWORKS[network]()
    start = time.process_time()
    SOLUTION["train"](model, batches, epochs=plan.epochs, learning_rate=plan.learning_rate)
    seconds = time.process_time() - start
    plain, moved = (accuracy(model, x, images.test_labels) for x in (images.test_images, shifted(images.test_images)))
    return Run(setting, network, seed, plain, moved, seconds)


def shifted(images: np.ndarray, seed: int = 0) -> np.ndarray:
    """Return (N, 28, 28) images, each moved by one pixel down, up, right or left; what enters is black."""
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    moves = np.array([padded[:, y : y + 28, x : x + 28] for y, x in ((0, 1), (2, 1), (1, 0), (1, 2))])
    directions = np.random.default_rng(seed).integers(4, size=len(images))
    return np.asarray(moves[directions, np.arange(len(images))])


@torch.no_grad()
def accuracy(model: nn.Module, images: np.ndarray, labels: np.ndarray) -> float:
    parts = torch.split(torch.from_numpy(as_network_input(images)), 500)  # as the exercise asks
    logits = torch.cat([model.eval()(part) for part in parts])
    return float(np.mean(logits.argmax(dim=1).numpy() == labels))


def table(runs: list[Run]) -> str:
    """Return a Markdown table with a row for each network; accuracies in %, CPU time relative to the tutorial's."""
    lines = ["| network | seeds | min | median | max | shifted: min | median | CPU |", "|---|" + "---:|" * 7]
    unit = median([run.seconds for run in runs if run.network == "tutorial"] or [float("nan")])
    for name in NETWORKS:
        if group := [run for run in runs if run.network == name]:
            plain, moved = [run.accuracy for run in group], [run.shifted for run in group]
            numbers = (min(plain), median(plain), max(plain), min(moved), median(moved))
            cells = " | ".join(f"{100 * number:.2f}" for number in numbers)
            lines.append(f"| {name} | {len(group)} | {cells} | {median(run.seconds for run in group) / unit:.2f} |")
    return "\n".join([*lines, "", f"{runs[0].setting}; CPU 1.00 is {unit:.1f} seconds of training."])


@click.command(help=__doc__)
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of MNIST/raw/.")
@click.option("--budget", type=click.Choice(list(BUDGETS)), default="quick", show_default=True)
@click.option("--dataset", type=click.Choice(["mnist", "digits"]), default="mnist", show_default=True)
@click.option("--seeds", type=click.IntRange(1), default=20, show_default=True, help="Runs for each network.")
@click.option("--networks", "-n", "names", multiple=True, type=click.Choice(list(NETWORKS)), default=list(NETWORKS))
@click.option("--runs", type=click.File("a+b"), default=os.devnull, help="JSON lines: runs in it count, new are added.")
def main(*, data: Path | None, budget: str, dataset: str, seeds: int, names: tuple[str, ...], runs: BinaryIO) -> None:
    torch.set_num_threads(1)
    images = digits() if dataset == "digits" else load_images(data)
    plan = BUDGETS[budget]
    epochs = plan.epochs if images.name == "mnist" else plan.digits_epochs
    plan = msgspec.structs.replace(plan, images=min(plan.images, len(images.train_images)), epochs=epochs)
    setting = f"{images.name}: {plan.images} × {epochs} images, batch {plan.batch_size}, rate {plan.learning_rate}"
    runs.seek(0)
    results = [run for run in msgspec.json.Decoder(Run).decode_lines(runs.read()) if run.setting == setting]
    done = {(run.network, run.seed) for run in results}
    for network, seed in ((n, s) for s in range(seeds) for n in names if (n, s) not in done):
        results.append(measure(setting, plan, images, network, seed))
        line = msgspec.json.encode(results[-1])
        click.echo(line, file=runs)
        click.echo(line, err=True)
    click.echo(table(results))


if __name__ == "__main__":
    main()
