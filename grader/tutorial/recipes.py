"""The tutorial's recipes for workers: models, data loaders, reports about networks, and a benchmark."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.flop_counter import FlopCounterMode

from grader.values import type_name
from grader.worker.statements import Statement, about


class Linear(nn.Module):
    """A linear classifier that records how it is used.

    If `moody`, train mode (of the model or its layer) negates the logits and counts batches in a buffer, as dropout and
    batch normalisation change logits and running statistics. The answer thus shows evaluation in train mode.
    """

    diary: list[tuple[np.ndarray, np.ndarray, bool]]
    batches: torch.Tensor

    def __init__(self, weight: np.ndarray, bias: np.ndarray, moody: bool = False) -> None:
        super().__init__()
        self.moody = moody
        self.layer = nn.Linear(weight.shape[1], weight.shape[0])
        with torch.no_grad():
            self.layer.weight.copy_(torch.from_numpy(weight.copy()))
            self.layer.bias.copy_(torch.from_numpy(bias.copy()))
        self.register_buffer("batches", torch.zeros((), dtype=torch.int64))
        self.diary = []
        self.stale = self.opaque = False
        for parameter in self.parameters():
            self._watch(parameter)

    def _watch(self, parameter: nn.Parameter) -> None:
        """Compare each new gradient with `.grad` after it was accumulated; a difference means stale gradients."""
        fresh: list[torch.Tensor] = []

        def before(gradient: torch.Tensor) -> None:
            fresh[:] = [gradient.detach().clone()]

        def after(parameter: torch.Tensor) -> None:
            if fresh and parameter.grad is not None:
                try:
                    held, new = parameter.grad.double(), fresh[0].double()
                    self.stale |= not torch.allclose(held, new, rtol=1e-4, atol=1e-7)
                except Exception:  # recording must never stop the student's training
                    self.opaque = True

        parameter.register_hook(before)  # type: ignore[no-untyped-call]  # torch has no types here
        parameter.register_post_accumulate_grad_hook(after)  # type: ignore[no-untyped-call]  # as above

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.layer(images.flatten(1))
        if self.moody and any(module.training for module in self.modules()):
            with torch.no_grad():
                self.batches += 1
            logits = -logits
        self._write(images, logits)
        return logits

    def _write(self, images: torch.Tensor, logits: torch.Tensor) -> None:
        try:
            # In float32, as NumPy does not know all of torch's dtypes; autocast makes bfloat16.
            first = images.detach().flatten(1)[:, 0].float().numpy().copy()
            self.diary.append((first, logits.detach().float().numpy().copy(), logits.requires_grad))
        except Exception:  # inside a function transform, for one, tensors have no entries to look at
            self.opaque = True

    def report(self) -> dict[str, Any]:
        """Return the first pixel and the logits of all images, batch sizes, modes and gradient states."""
        ids, logits, graphs = zip(*self.diary, strict=True) if self.diary else ((), (), ())
        return {
            "training": self.training,
            "children_training": all(child.training for child in self.modules()),
            "batches": int(self.batches),
            "stale_gradients": self.stale,
            "graphs": list(graphs),
            "sizes": [len(part) for part in ids],
            "opaque": self.opaque,
            "ids": np.concatenate(ids) if ids else np.zeros(0),
            "logits": np.concatenate(logits) if logits else np.zeros((0, 10)),
        }


def linear(weight: np.ndarray, bias: np.ndarray, moody: bool = False, training: bool = True) -> nn.Module:
    return Linear(weight, bias, moody).train(training)


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
