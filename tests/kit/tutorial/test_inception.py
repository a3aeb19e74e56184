"""The reference's preprocess and top_k on a real network, and the random stand-in for trained weights."""

from __future__ import annotations

import importlib.util
import os
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import torch
from skimage.data import chelsea
from torchvision.models import Inception_V3_Weights, SqueezeNet1_1_Weights, squeezenet1_1

from grader.tutorial import data
from grader.tutorial import inception as pretrained

COURSE = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("CONVKIT_TEST_DATA", COURSE.parent / "shared" / "data"))
SQUEEZENET = SHARED / "hub" / "checkpoints" / "squeezenet1_1-b8a52dc0.pth"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_inception", COURSE / "reference" / "inception.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_finds_three_cats_in_the_picture(reference: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    if not SQUEEZENET.exists():
        assert "CONVKIT_TEST_DATA" not in os.environ, f"{SQUEEZENET} is missing, and CI requires it"
        pytest.skip(f"the weights of SqueezeNet are not here: {SQUEEZENET}")
    monkeypatch.setenv("TORCH_HOME", str(SHARED))
    monkeypatch.setattr(torch.hub, "_hub_dir", None)
    network = squeezenet1_1(weights=SqueezeNet1_1_Weights.DEFAULT, progress=False)
    names = SqueezeNet1_1_Weights.DEFAULT.meta["categories"]
    best = reference.top_k(network, reference.preprocess(chelsea()), names, k=3)
    assert {name for name, _ in best} == {"Egyptian cat", "tabby", "tiger cat"}


def test_the_file_has_the_name_by_which_torchvision_looks_for_it() -> None:
    assert Inception_V3_Weights.DEFAULT.url.endswith("/" + data.INCEPTION)


def test_the_names_of_cats_are_names_of_classes() -> None:
    assert set(pretrained.CATS) <= set(Inception_V3_Weights.DEFAULT.meta["categories"])


def test_random_weights_are_the_same_each_time_and_tell_the_classes_apart(tmp_path: Path) -> None:
    files = [tmp_path / name / "hub" / "checkpoints" / data.INCEPTION for name in "ab"]
    for file in files:
        pretrained.make_random_weights(file)
    first, second = (torch.load(file, weights_only=True) for file in files)
    assert all(torch.equal(first[key], second[key]) for key in first)
    facts = pretrained.ask(files[0])
    probabilities = [p for _, p in facts.best]
    gaps = [a - b for a, b in pairwise(probabilities)]
    assert min(gaps) > 5e-4, f"rounding could change the order: {facts.best}"
    assert len(facts.class_names) == 1000


def test_trained_weights_are_preferred_and_their_answer_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("CONVKIT_DATA", raising=False)
    file = tmp_path / "mine" / "hub" / "checkpoints" / data.INCEPTION
    pretrained.make_random_weights(file)
    found = pretrained.find_weights(tmp_path / "mine", lambda line: None)
    assert (found.kind, found.file) == ("trained", file)
    kept = list((tmp_path / "cache" / "convkit").glob("inception-*.json"))
    assert len(kept) == 1
    assert msgspec.json.decode(kept[0].read_bytes(), type=pretrained.Answers) == found.answers
