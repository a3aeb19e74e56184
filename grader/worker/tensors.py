"""The torch part of a worker, imported when the first tensor or network is used."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch

from grader.worker.statements import about


def seed(number: int) -> None:
    # torch.manual_seed also seeds GPUs and takes ten times as long.
    torch.default_generator.manual_seed(number)


def reset_modes() -> None:
    """Reset the global modes that an earlier call may have changed."""
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)
    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)
    if torch.are_deterministic_algorithms_enabled():
        torch.use_deterministic_algorithms(False)
    torch.autograd.set_detect_anomaly(False)
    torch.set_default_device("cpu") if torch.get_default_device().type != "cpu" else None


def empty(shape: tuple[int, ...], dtype: str) -> torch.Tensor:
    return torch.empty(shape, dtype=getattr(torch, dtype))


def fill(tensor: torch.Tensor, array: np.ndarray) -> None:
    with torch.no_grad():
        tensor.copy_(torch.from_numpy(array.copy()))


def wrap(array: np.ndarray) -> torch.Tensor:
    """Return a tensor that shares the array's memory."""
    return torch.from_numpy(array)


def gradients(
    function: Any, inputs: Sequence[torch.Tensor], cotangent: torch.Tensor, options: Mapping[str, Any]
) -> Any:
    """Return the gradient of sum(result * cotangent) for each input, or the result if it is not differentiable."""
    leaves = [x.detach().clone().requires_grad_() for x in inputs]
    result = function(*leaves, **options)
    if not isinstance(result, torch.Tensor) or result.shape != cotangent.shape or not result.requires_grad:
        return result
    with about("the gradients of the result cannot be computed"):
        return list(torch.autograd.grad(result, leaves, cotangent, allow_unused=True))


def is_module(thing: object) -> bool:
    return isinstance(thing, torch.nn.Module)


def logits(model: Any, images: torch.Tensor, batch: int, training: bool | None) -> Any:
    """Return a model's logits for images, in batches of this size, without gradients.

    With `training=None`, its mode stays as it is. If its answers are not tensors, or do not form one tensor, return an
    answer that shows this.
    """
    if training is not None:
        model.train(training)
    torch.set_grad_enabled(False)
    try:
        parts = [model(part) for part in torch.split(images, max(batch, 1))]
    finally:
        torch.set_grad_enabled(True)
    odd = [part for part in parts if not isinstance(part, torch.Tensor) or part.ndim == 0]
    odd += [part for part in parts if not odd and part.shape[1:] != parts[0].shape[1:]]
    if odd or len(parts) == 1:
        return [*odd, *parts][0]
    with about("the network's answers to several batches do not fit together"):
        return torch.cat(parts)
