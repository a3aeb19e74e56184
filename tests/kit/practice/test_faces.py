"""What students read about common mistakes in pytest, in watch, with show and in a notebook, each in golden/faces/.

UPDATE_GOLDEN=1 pytest tests/kit/practice/test_faces.py rewrites the texts. Then read them, as in test_messages.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
import support
from support import ROOT

from grader import course
from grader.mistakes import loading

FACES = Path(__file__).with_name("faces.py")
GOLDEN = Path(__file__).parent / "golden" / "faces"
KIT = ("hypothesis", "Falsifying", "Traceback", "site-packages", "grader/", "convkit")
MISTAKES = {
    "to_gray": "channels-overflow",
    "crop": "no-error",
    "standardize": "no-guard",
    "output_size": "dilation-ignored",
    "conv_2d": "flips-kernel",
    "get_convolved": "always-from-the-first-image",
    "identity": "scale-ignored",
    "shifted_identity": "wraps-around",
    "box_blur": "ones",
    "edge_bands": "bands-above-and-below",
    "gaussian": "endpoint-excluded",
    "dgaussian": "gradient-of-samples",
    "ddgaussian": "negated",
    "gaussian2d": "sums-to-one",
    "gabor": "turned-clockwise",
    "ddgaussian2d": "outer-product",
    "sweep": "kernel-flipped",
    "train": "zero-grad-forgotten",
    "accuracy": "mean-of-batch-means",
    "top_k": "no-softmax",
}


def hand_in_mistakes(folder: Path) -> Path:
    """Write a submission with one known mistake in each of these exercises; nothing depends on a mistake."""
    folder.mkdir()
    home, catalogue = ROOT / "reference", course.load(ROOT)
    for file in home.glob("*.py"):
        chosen = [name for name in MISTAKES if catalogue.exercise(name).module == file.stem]
        lines = [f"from mistakes_{name} import {MISTAKES[name].replace('-', '_')} as {name}" for name in chosen]
        (folder / f"right_{file.name}").write_text(file.read_text("utf-8"), encoding="utf-8")
        (folder / file.name).write_text("\n".join([f"from right_{file.stem} import *", *lines, ""]))
    (folder / "forms.py").write_text((home / "mistakes" / "forms.py").read_text("utf-8"), encoding="utf-8")
    for name in MISTAKES:
        text = (home / "mistakes" / f"{name}.py").read_text("utf-8")
        text = text.replace("from reference.mistakes import forms", "import forms")
        text = re.sub(r"^from reference\.", "from right_", text, flags=re.MULTILINE)
        (folder / f"mistakes_{name}.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def said(bank_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return what each face says, by exercise."""
    space = tmp_path_factory.mktemp("faces")
    folder, submission = support.copy_course(space / "course"), hand_in_mistakes(space / "work")
    options = ("--submission", submission, "--budget", "none", "--bank", bank_file, "-k", " or ".join(MISTAKES))
    tested = support.run(sys.executable, "-m", "pytest", *options, cwd=folder, env={"COLUMNS": "80"})
    parts = re.split(r"^_+ (\w+) _+\n", tested.stdout.partition("= your exercises =")[0], flags=re.MULTILINE)
    others = support.run(sys.executable, FACES, folder, submission, bank_file, *MISTAKES, cwd=folder)
    assert others.returncode == 0, others.stderr
    found: dict[str, dict[str, str]] = json.loads(others.stdout.splitlines()[-1])
    for exercise, text in zip(parts[1::2], parts[2::2], strict=True):
        if exercise in found:
            found[exercise] = {"pytest": re.sub(r"\n+=*$", "", text), **found[exercise]}
    places = {f"{submission}": "student", f"{folder}": "course"}
    return {e: {face: _renamed(text, places) for face, text in faces.items()} for e, faces in found.items()}


def _renamed(text: str, places: dict[str, str]) -> str:
    for place, name in places.items():
        text = text.replace(place, name)
    return text


@pytest.mark.parametrize(("exercise", "slug"), MISTAKES.items())
def test_all_four_faces_say_the_same(exercise: str, slug: str, said: dict[str, dict[str, str]]) -> None:
    sentence = loading.sentences(course.load(ROOT), "mistakes", exercise)[slug]
    assert list(said[exercise]) == ["pytest", "grader watch", "grader show", "check in a notebook"]
    for face, text in said[exercise].items():
        assert sentence in text, f"{face} does not name the mistake: {text}"
        assert face == "grader show" or not [word for word in KIT if word in text], text
    text = "\n".join(f"== {face} ==\n{text}\n" for face, text in said[exercise].items())
    text = re.sub(r"\ball \d+ (calls|others)", r"all of the \1", text)  # each version of hypothesis draws other cases
    golden = GOLDEN / f"{exercise}-{slug}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "read the new text; if it is good: UPDATE_GOLDEN=1"


def test_every_golden_file_has_its_mistake() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {f"{name}-{slug}" for name, slug in MISTAKES.items()}
