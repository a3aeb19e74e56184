"""What a check may need besides the submission and the reference: images to train on, pretrained weights."""

from __future__ import annotations

from dataclasses import dataclass

from grader.tutorial.inception import Naming
from grader.tutorial.training import Training


@dataclass
class Situation:
    """The fixtures `training` and `naming` of one submission."""

    training: Training
    naming: Naming
