"""What a worker makes and measures for this tutorial: models, loaders, what is true of a network, a yardstick of time.

course.toml names this module; it is imported where a check first needs it.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.flop_counter import FlopCounterMode


class Linear(nn.Module):
    """A linear classifier that keeps a diary of what is done with it.

    In train mode, of itself or of its layer, every logit is turned over, as dropout or batch normalisation would
    change them, and a buffer counts the batches, as running statistics do: who evaluates in train mode is seen by the
    answer.
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
        """Compare each new gradient with what `.grad` holds after it was added there."""
        fresh: list[torch.Tensor] = []

        def before(gradient: torch.Tensor) -> None:
            fresh[:] = [gradient.detach().clone()]

        def after(parameter: torch.Tensor) -> None:
            if fresh and parameter.grad is not None:
                self.stale |= not torch.allclose(parameter.grad, fresh[0], rtol=1e-4, atol=1e-7)

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
            first = images.detach().flatten(1)[:, 0].numpy().copy()
            self.diary.append((first, logits.detach().numpy().copy(), logits.requires_grad))
        except RuntimeError:  # inside a function transform tensors have no entries to look at
            self.opaque = True

    def report(self) -> dict[str, Any]:
        """Return what was seen: first pixels and logits of every batch, in order, and how it was asked."""
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
    """Return a DataLoader over (images, labels), shuffled when it is given a seed; no batch is dropped."""
    data = TensorDataset(torch.as_tensor(images), torch.as_tensor(labels))
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return DataLoader(data, batch_size=batch_size, shuffle=seed is not None, generator=generator)


RECIPES: Mapping[str, Callable[..., Any]] = {"linear": linear, "loader": loader}


def describe(thing: object) -> dict[str, Any]:
    """State about a model what only this process can know."""
    if isinstance(thing, Linear):
        return thing.report()
    assert isinstance(thing, nn.Module)  # noqa: S101  nothing else is built
    return _statement(thing)


def _statement(model: nn.Module) -> dict[str, Any]:
    """Describe a model after one dry batch: its parameters, their gradients, its cost for one image."""
    model.train()
    images = torch.rand(4, 1, 28, 28, generator=torch.Generator().manual_seed(1))
    result = model(images)
    if result.requires_grad:
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
    for step in range(steps + 3):  # the first ones allocate memory and do not count
        if step == 3:
            start = time.process_time()
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(images), labels).backward()  # type: ignore[no-untyped-call]  # torch has no types here
        optimizer.step()
    return (time.process_time() - start) / steps
