"""What students read: for each common failure the whole text is in golden/<name>.txt.

UPDATE_GOLDEN=1 pytest tests/kit/test_messages.py rewrites the texts. Then read them as a first-year student would
who has never seen a stack trace; `git diff tests/kit/practice/golden` shows what has changed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from grader import checks, course
from grader.cases.bank import Bank
from grader.practice.session import Session
from grader.results import Status

GOLDEN = Path(__file__).parent / "golden"
WIDEST = 100  # columns
KIT = ("hypothesis", "Falsifying", "Traceback", "site-packages", "grader/", "convkit", "a law")


@dataclass(frozen=True)
class Failure:
    """A wrong submission: code appended to the reference's module, or the whole module if frames are shown."""

    name: str
    exercise: str
    code: str
    status: Status = "failed"
    alone: bool = False  # then line numbers do not depend on the reference's length

    @property
    def source(self) -> str:
        return dedent(self.code).lstrip("\n")


FAILURES = (
    # Values
    Failure(
        "value-of-a-number",
        "output_size",
        """
        def output_size(size, kernel, stride=1, padding=0, dilation=1):
            if size + 2 * padding < dilation * (kernel - 1) + 1:
                raise ValueError("too small")
            return (size + 2 * padding - kernel) // stride + 1
        """,
    ),
    Failure(
        "value-of-a-small-tensor",
        "conv_2d",
        """
        def conv_2d(x, flt, stride=1, padding=0, dilation=1):
            return F.conv2d(x, flt.flip(2, 3), stride=stride, padding=padding, dilation=dilation)
        """,
    ),
    Failure(
        "value-of-a-tensor-with-channels",
        "conv_2d",
        """
        def conv_2d(x, flt, stride=1, padding=0, dilation=1):
            result = F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)
            return result if x.shape[1] == 1 else result / x.shape[1]
        """,
    ),
    Failure(
        "value-of-a-large-tensor",
        "preprocess",
        """
        def preprocess(image):
            if image.shape[0] < 299 or image.shape[1] < 399:
                raise ValueError("too small")
            batch = torch.from_numpy(image[:299, 100:399].copy()).permute(2, 0, 1)[None].float() / 255
            return batch - MEAN
        """,
    ),
    Failure(
        "value-that-overflows",
        "to_gray",
        """
        def to_gray(image):
            red, green, blue = image[..., 0], image[..., 1], image[..., 2]
            return ((red + green + blue) / 3).astype("float32")
        """,
    ),
    Failure(
        "value-in-a-list-of-images",
        "get_convolved",
        """
        def get_convolved(img, flt, times=4):
            kernel = torch.tensor(np.array(flt, dtype="float32"))[None, None]
            images = [img]
            for _ in range(times):
                image = torch.tensor(images[-1])[None, None]
                images.append(F.conv2d(image, kernel.flip(2, 3))[0, 0].numpy())
            return images
        """,
    ),
    Failure(
        "value-not-a-number",
        "standardize",
        """
        def standardize(image):
            return ((image - image.mean()) / image.std()).astype("float32")
        """,
    ),
    # Shapes, dtypes, types
    Failure(
        "shape",
        "conv_2d",
        """
        def conv_2d(x, flt, stride=1, padding=0, dilation=1):
            return F.conv2d(x, flt, stride=stride, dilation=dilation)
        """,
    ),
    Failure(
        "shape-of-logits",
        "CNN",
        """
        class CNN(nn.Module):
            def __init__(self):
                super().__init__()
                self.convolution = nn.Conv2d(1, 10, 3)

            def forward(self, x):
                return self.convolution(x).mean(dim=3)
        """,
    ),
    Failure(
        "shape-of-a-batch",
        "preprocess",
        """
        def preprocess(image):
            if image.shape[0] < 299 or image.shape[1] < 399:
                raise ValueError("too small")
            batch = torch.from_numpy(image[:299, 100:399].copy())[None].float() / 255
            return (batch - MEAN.view(1, 1, 1, 3)) / STD.view(1, 1, 1, 3)
        """,
    ),
    Failure(
        "dtype",
        "standardize",
        """
        def standardize(image):
            return (image - image.mean()) / (image.std() or 1)
        """,
    ),
    Failure(
        "type-array-instead-of-tensor",
        "conv_2d",
        """
        def conv_2d(x, flt, stride=1, padding=0, dilation=1):
            return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation).detach().numpy()
        """,
    ),
    Failure("type-list-instead-of-array", "box_blur", "def box_blur(n):\n    return [[1 / n**2] * n] * n\n"),
    Failure(
        "type-none-because-of-print",
        "output_size",
        """
        def output_size(size, kernel, stride=1, padding=0, dilation=1):
            print((size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
        """,
    ),
    Failure(
        "type-one-array-instead-of-a-list",
        "get_convolved",
        """
        def get_convolved(img, flt, times=4):
            return img
        """,
    ),
    Failure(
        "type-tensor-instead-of-float",
        "accuracy",
        """
        def accuracy(model, loader):
            images, labels = next(iter(loader))
            return (model(images).argmax(dim=1) == labels).float().mean()
        """,
    ),
    # Inputs and exceptions
    Failure(
        "input-modified",
        "standardize",
        """
        def standardize(image):
            if image.dtype.kind == "f":
                image -= image.mean()
            return (image / image.std()).astype("float32")
        """,
    ),
    Failure(
        "exception",
        "gaussian",
        """
        import numpy as np


        def density(x):
            return np.exp(-x**2 / 2) / math.sqrt(2 * math.pi)


        def gaussian(n):
            x = np.linspace(-3, 3, n)
            return density(x)
        """,
        "error",
        alone=True,
    ),
    Failure(
        "exception-in-torch",
        "CNN",
        """
        import torch
        from torch import nn


        class CNN(nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 28 * 28, 10))

            def forward(self, x):
                return self.layers(x)
        """,
        "error",
        alone=True,
    ),
    Failure("misspelt", "gaussian", "guassian = gaussian\ndel gaussian\n", "missing"),
    Failure(
        "does-not-parse",
        "to_gray",
        """
        def to_gray(image)
            return image.mean(axis=2).astype("float32")
        """,
        "error",
        alone=True,
    ),
    Failure(
        "half-written",
        "output_size",
        """
        def output_size(size, kernel, stride=1, padding=0, dilation=1):
            if dilation != 1:
                raise NotImplementedError("dilation comes tomorrow")
            if kernel > size + 2 * padding:
                raise ValueError("the kernel does not fit")
            return (size + 2 * padding - kernel) // stride + 1
        """,
        "error",
        alone=True,
    ),
    Failure(
        "endless-loop",
        "output_size",
        """
        def output_size(size, kernel, stride=1, padding=0, dilation=1):
            count = 0
            while count * stride + kernel <= size:
                continue
            return count
        """,
        "timeout",
    ),
    Failure(
        "no-value-error",
        "crop",
        """
        def crop(image, rows=256, left=100, columns=256):
            return image[-rows:, left : left + columns]
        """,
    ),
    Failure(
        "another-exception",
        "shifted_identity",
        """
        def shifted_identity(n, dy, dx):
            if abs(dy) > n // 2 or abs(dx) > n // 2:
                raise IndexError("outside")
            kernel = np.zeros((n, n))
            kernel[n // 2 + dy, n // 2 + dx] = 1
            return kernel
        """,
    ),
    # Kernels that must fulfil a law
    Failure("law-sum", "box_blur", "def box_blur(n):\n    return np.ones((n, n))\n"),
    Failure("law-flat-images", "line2d", "def line2d(n):\n    return np.outer(gaussian(n), ddgaussian(n))\n"),
    Failure("law-edges-across", "edge_bands", "_bands = edge_bands\n\n\ndef edge_bands(n):\n    return _bands(n).T\n"),
    Failure("law-sign", "ddgaussian", "_dd = ddgaussian\n\n\ndef ddgaussian(n):\n    return -_dd(n)\n"),
    Failure("law-derivative", "dgaussian", "def dgaussian(n):\n    return np.gradient(gaussian(n))\n"),
    Failure(
        "law-turned-the-other-way",
        "gabor",
        "_gabor = gabor\n\n\ndef gabor(n, degrees=0.0):\n    return _gabor(n, -degrees)\n",
    ),
    Failure("law-round", "ddgaussian2d", "def ddgaussian2d(n):\n    return np.outer(ddgaussian(n), ddgaussian(n))\n"),
    Failure("pupil-elsewhere", "pupil_kernel", "def pupil_kernel():\n    return np.ones((21, 21))\n"),
    # Networks
    Failure(
        "no-gradients",
        "conv_2d",
        """
        def conv_2d(x, flt, stride=1, padding=0, dilation=1):
            return F.conv2d(x.detach(), flt, stride=stride, padding=padding, dilation=dilation)
        """,
    ),
    Failure(
        "softmax-at-the-end",
        "CNN",
        """
        _Logits = CNN


        class CNN(_Logits):
            def forward(self, x):
                return F.softmax(super().forward(x), dim=1)
        """,
    ),
    Failure(
        "wrong-loss",
        "train",
        """
        def train(model, loader, epochs=1, learning_rate=1e-3):
            optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
            history = []
            for _ in range(epochs):
                losses = []
                for images, labels in loader:
                    optimizer.zero_grad()
                    loss = F.cross_entropy(model(images), labels)
                    loss.backward()
                    optimizer.step()
                    losses.append(loss.item())
                history.append(sum(losses) / len(losses))
            return history
        """,
    ),
    Failure(
        "stale-gradients",
        "train",
        """
        def train(model, loader, epochs=1, learning_rate=1e-3):
            optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
            history = []
            for _ in range(epochs):
                total = 0.0
                for images, labels in loader:
                    loss = F.cross_entropy(model(images), labels)
                    loss.backward()
                    optimizer.step()
                    total += loss.item() * len(labels)
                history.append(total / len(loader.dataset))
            return history
        """,
    ),
    Failure(
        "wrong-accuracy",
        "accuracy",
        """
        def accuracy(model, loader):
            model.eval()
            with torch.no_grad():
                parts = [(model(images).argmax(dim=1) == labels).float().mean() for images, labels in loader]
            return float(sum(parts) / len(parts))
        """,
    ),
    Failure(
        "mode-of-the-model",
        "accuracy",
        """
        _accuracy = accuracy


        def accuracy(model, loader):
            result = _accuracy(model, loader)
            model.eval()
            return result
        """,
    ),
    Failure(
        "ranking",
        "top_k",
        """
        def top_k(model, batch, class_names, k=5):
            model.eval()
            with torch.no_grad():
                probabilities = torch.softmax(model(batch)[0], dim=0)
            best = probabilities.sort()
            return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())][:k]
        """,
    ),
    Failure(
        "probability",
        "top_k",
        """
        def top_k(model, batch, class_names, k=5):
            model.eval()
            with torch.no_grad():
                best = model(batch)[0].topk(k)
            return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
        """,
    ),
)


@pytest.fixture(scope="module")
def catalogue(course_folder: Path) -> course.Course:
    return course.load(course_folder)


def _read_by_a_student(failure: Failure, catalogue: course.Course, bank: Bank, folder: Path) -> tuple[str, str]:
    """Return the status and the text of the first check that fails, as pytest and watch show it."""
    module = f"{catalogue.exercise(failure.exercise).module}.py"
    for file in sorted((catalogue.path / "reference").glob("*.py")):
        own = failure.source if file.name == module else ""
        base = "" if own and failure.alone else file.read_text(encoding="utf-8")
        (folder / file.name).write_text(f"{base}\n\n{own}" if base and own else base or own, encoding="utf-8")
    session = Session(catalogue, folder, budget="none")
    session.bank = bank
    if failure.status == "timeout":
        session.direct.seconds = 0.5
    try:
        found = [c for c in checks.load(catalogue) if c.exercise == failure.exercise]
        plain_call = next(c for c in found if c.plain)
        for check in found:
            result, error = (None, None) if check.plain else session.judge(check, plain_call)
            if result is not None and error is not None:
                return result.status, f"{failure.exercise}: {check.title}\n\n{result.message}\n"
    finally:
        session.close()
    return "passed", ""


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
def test_a_student_reads(
    failure: Failure, catalogue: course.Course, loaded_bank: Bank, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    status, text = _read_by_a_student(failure, catalogue, loaded_bank, tmp_path)
    golden = GOLDEN / f"{failure.name}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert status == failure.status
    assert text == golden.read_text(encoding="utf-8"), "read the new text; if it is good: UPDATE_GOLDEN=1"
    assert not [word for word in KIT if word in text], "words that mean nothing to a student"
    assert max(map(len, text.splitlines())) <= WIDEST


def test_every_golden_file_has_its_failure() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {failure.name for failure in FAILURES}
