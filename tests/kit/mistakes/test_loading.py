"""Known mistakes and accepted solutions are read without running them, and replace the reference's functions."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import support

from grader import course
from grader.asking import direct as practice
from grader.mistakes import loading
from grader.mistakes.loading import Variant
from grader.values import Absent, Raised, Request, Returned

EXERCISES = [e.id for e in course.load(support.ROOT).exercises]
FORMS = '"""Forms."""\n\n\ndef negated(function):\n    """Its sign is wrong."""\n    return lambda n: -function(n)\n'
MISTAKES = '''"""Known mistakes of double."""

from reference.mistakes import forms
from reference.sums import double

WIDE = dict(a=1)
negated = forms.negated(double)


def _helper(n):
    return n + 1


def one_too_many(n):
    """The result is
    one too large.

    Not part of the sentence.
    """
    return _helper(double(n))
'''
ODD_WORDS = re.compile(r"turned over|is not to be had|\bsaid\b|read rightly|hand-in|of its own|asked (is|are)", re.I)


@pytest.fixture
def small(tmp_path: Path) -> course.Course:
    folder = support.tiny_course(tmp_path / "course")
    (folder / "reference" / "mistakes").mkdir()
    (folder / "reference" / "mistakes" / "forms.py").write_text(FORMS)
    (folder / "reference" / "mistakes" / "double.py").write_text(MISTAKES)
    return course.load(folder)


def answer(catalogue: course.Course, variant: Variant, name: str, number: int) -> object:
    direct = practice.reference(catalogue.path, catalogue.functions, catalogue.worker.recipes, files=variant.files)
    try:
        outcome = direct.ask(Request("call", name, (number,)))
    finally:
        direct.close()
    assert isinstance(outcome, Returned), outcome
    return outcome.value


def test_a_definition_and_a_form_are_mistakes_and_helpers_are_none(small: course.Course) -> None:
    assert loading.sentences(small, "mistakes", "double") == {
        "negated": "Its sign is wrong.",
        "one-too-many": "The result is one too large.",
    }
    assert loading.sentences(small, "accepted", "double") == {}


def test_a_mistake_replaces_the_references_function_and_can_call_it(small: course.Course) -> None:
    negated, one_too_many = loading.load(small, "mistakes", "double")
    assert answer(small, negated, "double", 4) == -8
    assert answer(small, one_too_many, "double", 4) == 9
    assert answer(small, loading.reference(small, "double"), "double", 4) == 8


def test_sentences_are_read_without_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from grader import course; from grader.mistakes import loading; "
        f"catalogue = course.load(Path({str(support.ROOT)!r})); "
        "found = [loading.sentences(catalogue, 'mistakes', e.id) for e in catalogue.exercises]; "
        "assert all(found); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=support.ROOT, check=True)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("flips_kernel", "flips-kernel"),
        ("NoRelu", "no-relu"),
        ("InAList", "in-a-list"),
        ("divided_by_255", "divided-by-255"),
    ],
)
def test_a_name_gives_the_slug(name: str, slug: str) -> None:
    assert loading.Definition(name, "", {}).slug == slug


@pytest.mark.parametrize("exercise", EXERCISES)
def test_sentences_are_short_and_end_with_a_full_stop(exercise: str) -> None:
    catalogue = course.load(support.ROOT)
    for slug, sentence in loading.sentences(catalogue, "mistakes", exercise).items():
        assert re.fullmatch(r"[A-Z\d`|@/a-z].*\.", sentence), (slug, sentence)
        assert len(sentence) <= 200, (slug, sentence)
        assert not ODD_WORDS.search(sentence), (slug, sentence)


def test_an_exercise_without_a_function_has_classes_that_hold_what_they_replace() -> None:
    catalogue = course.load(support.ROOT)
    variants = {v.slug: v for v in loading.load(catalogue, "accepted", "mnist")}
    both = variants["momentum-and-pooling"].files["cnn.py"].decode()
    assert both.endswith("import MomentumAndPooling as _chosen\n\nCNN = _chosen.CNN\ntrain = _chosen.train\n")
    assert "train = " not in variants["small-network"].files["cnn.py"].decode().rpartition("_chosen\n\n")[2]


def test_every_module_of_mistakes_can_be_imported() -> None:
    catalogue = course.load(support.ROOT)
    for kind in ("mistakes", "accepted"):
        for exercise in EXERCISES:
            variant = loading.load(catalogue, kind, exercise)[0]
            direct = practice.reference(
                catalogue.path, catalogue.functions, catalogue.worker.recipes, files=variant.files
            )
            try:
                module = next(e.module for e in catalogue.exercises if e.id == exercise)
                assert not isinstance(direct.answerer.load(module), (Absent, Raised)), (kind, exercise)
            finally:
                direct.close()
