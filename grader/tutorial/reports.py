"""What a submission's process reports about networks: statements, which checks compare with what the judge computes."""

from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0)]
Names = Annotated[tuple[Annotated[str, Meta(max_length=2000)], ...], Meta(max_length=20)]


class Facts(Struct, frozen=True, forbid_unknown_fields=True):
    """A network after one training batch, and its multiply-adds for one image."""

    parameters: Count
    convolutions: Count
    without_gradient: Names
    not_finite: Names
    multiply_adds: Count


class Replay(Struct, frozen=True, forbid_unknown_fields=True):
    """A recorded network, replayed without its code: its logits, and facts counted on the record."""

    logits: np.ndarray  # (count, classes)
    parameters: Count
    convolutions: Count
    multiply_adds: Count

    def agrees(self, logits: np.ndarray) -> bool:
        """Return whether these are the network's own logits, but for rounding."""
        if self.logits.shape != logits.shape or self.logits.dtype.kind != "f":
            return False
        return bool(np.allclose(self.logits, logits, rtol=1e-3, atol=1e-3 * float(np.abs(logits).max(initial=0))))


class Diary(Struct, frozen=True, forbid_unknown_fields=True):
    """The forward passes of a linear classifier, and the gradients that its weight had in between."""

    sizes: tuple[Count, ...]  # of the batch of each forward pass
    graphs: tuple[bool, ...]  # whether its logits required gradients
    ids: np.ndarray  # (N,) the first pixel of each image, for all passes
    logits: np.ndarray  # (N, classes)
    passes: tuple[Count, ...]  # for each gradient, how many forward passes came before it
    gradients: np.ndarray  # (G, pixels) the row of the weight's gradient with the largest entries

    def __post_init__(self) -> None:
        agree = (
            len(self.sizes) == len(self.graphs)
            and self.ids.shape == (sum(self.sizes),)
            and self.logits.ndim == 2
            and len(self.logits) == len(self.ids)
            and self.gradients.ndim == 2
            and len(self.gradients) == len(self.passes)
            and all(a.dtype.kind == "f" for a in (self.ids, self.logits, self.gradients))
        )
        if not agree:
            raise ValueError("sizes that do not agree")
