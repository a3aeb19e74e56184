"""The tutorial's recipes for workers: models, data loaders, reports about networks, and a benchmark."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.flop_counter import FlopCounterMode

from grader.values import type_name
from grader.worker.statements import Statement, about


class Linear(nn.Module):
    """A linear classifier that records how it is used, in arrays.

    If `contrary` is "gradients", the logits are negated when they require gradients. If it is "train mode", each of the
    two modules that is in train mode changes them: one alone gives -2 times the logits, both give -1 times the logits.
    The answers thus show how the model was used.
    """

    diary: list[tuple[np.ndarray, np.ndarray, bool]]  # for each forward pass: ids, logits, whether there is a graph
    gradients: dict[int, np.ndarray]  # by number of forward passes: the largest row of the weight's `.grad`

    def __init__(self, weight: np.ndarray, bias: np.ndarray, contrary: str = "") -> None:
        super().__init__()
        self.contrary = contrary
        self.layer = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            self.layer.weight.copy_(torch.from_numpy(weight.copy()))
            self.layer.bias.copy_(torch.from_numpy(bias.copy()))
        self.diary, self.gradients = [], {}
        self.layer.weight.register_post_accumulate_grad_hook(self._write_gradient)  # type: ignore[no-untyped-call]  # torch has no types here

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.layer(images.flatten(1))
        if self.contrary == "train mode":
            logits = logits * (1, -2, -1)[self.training + self.layer.training]
        elif self.contrary == "gradients" and logits.requires_grad:
            logits = -logits
        self._write(images, logits)
        return logits

    def _write(self, images: torch.Tensor, logits: torch.Tensor) -> None:
        with suppress(Exception):  # recording must never stop the student's training
            rows = _entries(images).reshape(-1, self.layer.in_features)
            self.diary.append((rows[:, 0], _entries(logits).reshape(len(rows), -1), logits.requires_grad))

    def _write_gradient(self, weight: torch.Tensor) -> None:
        with suppress(Exception):  # as above
            if weight.grad is not None:
                rows = _entries(weight.grad)
                self.gradients[len(self.diary)] = rows[np.abs(rows).sum(axis=1).argmax()]

    def report(self) -> dict[str, Any]:
        """Return the record as a `reports.Diary`."""
        ids, logits, graphs = zip(*self.diary, strict=True) if self.diary else ((), (), ())
        return {
            "sizes": [len(part) for part in ids],
            "graphs": list(graphs),
            "ids": np.concatenate(ids) if ids else np.zeros(0, np.float32),
            "logits": np.concatenate(logits) if logits else np.zeros((0, 10), np.float32),
            "passes": list(self.gradients),
            "gradients": np.stack(list(self.gradients.values())) if self.gradients else np.zeros((0, 0), np.float32),
        }


def _entries(tensor: torch.Tensor) -> np.ndarray:
    """Return a copy of a tensor's entries in float32, also inside a function transform such as torch.func.grad."""
    functorch = torch._C._functorch
    while functorch.is_functorch_wrapped_tensor(tensor):
        tensor = functorch.get_unwrapped(tensor)
    with torch._C._DisableFuncTorch():
        return np.array(tensor.detach().float().numpy())


def linear(weight: np.ndarray, bias: np.ndarray, contrary: str = "", training: bool = True) -> nn.Module:
    return Linear(weight, bias, contrary).train(training)


def loader(images: Any, labels: Any, batch_size: int, seed: int | None = None) -> DataLoader[Any]:
    """Return a DataLoader over (images, labels), shuffled if there is a seed; the last batch is kept."""
    data = TensorDataset(torch.as_tensor(images), torch.as_tensor(labels))
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return DataLoader(data, batch_size=batch_size, shuffle=seed is not None, generator=generator)


RECIPES: Mapping[str, Callable[..., Any]] = {"linear": linear, "loader": loader}


def describe(thing: object) -> dict[str, Any]:
    """Return a report about a model."""
    if isinstance(thing, Linear):
        return thing.report()
    assert isinstance(thing, nn.Module)  # noqa: S101  nothing else is built
    return _statement(thing)


def _statement(model: nn.Module) -> dict[str, Any]:
    """Describe a model after one training batch: parameters, gradients, and multiply-adds for one image."""
    model.train()
    images = torch.rand(4, 1, 28, 28, generator=torch.Generator().manual_seed(1))
    result = model(images)
    if not isinstance(result, torch.Tensor):
        raise Statement(f"the network must return one tensor of logits, got a {type_name(result)}")
    if result.requires_grad:
        with about(f"no loss can be computed from the network's result of shape {tuple(result.shape)}"):
            nn.functional.cross_entropy(result.flatten(1), torch.arange(4)).backward()  # type: ignore[no-untyped-call]  # torch has no types here
    named = list(model.named_parameters())
    got = [(name, p) for name, p in named if p.grad is not None]
    finite = [(name, p) for name, p in got if bool(torch.isfinite(p.grad).all())]  # type: ignore[arg-type]  # not None: got
    model.eval()
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(images[:1])
    return {
        "parameters": sum(p.numel() for _, p in named),
        "convolutions": sum(p.ndim == 4 for _, p in finite),
        "without_gradient": [name for name, p in named if p.grad is None][:20],
        "not_finite": [name for name, _ in got if name not in dict(finite)][:20],
        "multiply_adds": counter.get_total_flops() // 2,
    }


def measure() -> float:
    """Return the CPU seconds of one training step of the tutorial's network, batch 32, on this machine."""
    network = nn.Sequential(
        *(nn.Conv2d(1, 32, 3), nn.ReLU()),
        *(nn.Conv2d(32, 32, 3, stride=2), nn.ReLU()),
        *(nn.Conv2d(32, 64, 3, stride=2), nn.ReLU()),
        *(nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Linear(128, 10)),
    )
    optimizer = torch.optim.Adam(network.parameters())
    images, labels = torch.rand(32, 1, 28, 28), torch.zeros(32, dtype=torch.int64)
    steps = 20
    for step in range(steps + 3):  # the first 3 allocate memory and are not timed
        if step == 3:
            start = time.process_time()
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(images), labels).backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
    return (time.process_time() - start) / steps
