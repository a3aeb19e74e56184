"""What separates right from wrong calls is said only where it separates them exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import checks, course
from grader.cases.bank import Bank
from grader.mistakes import loading
from grader.mistakes.pattern import Tried, properties_of, separation
from grader.practice.session import Session
from grader.worker.answering import Answerer


def calls(right: bool, *properties: tuple[str, ...]) -> list[Tried]:
    return [Tried("check", right, each) for each in properties]


def test_one_property_separates() -> None:
    tried = calls(True, ("stride 1", "odd"), ("stride 1", "even")) + calls(False, *[("stride 2", "odd")] * 3)
    assert separation(tried) == "Right in all 2 calls with stride 1; wrong in all 3 calls with stride 2."


def test_a_pair_of_properties_separates() -> None:
    right = calls(True, ("a stride", "odd"), ("no stride", "even"), ("no stride", "odd"))
    wrong = calls(False, *[("a stride", "even")] * 3)
    assert separation(right + wrong) == "Wrong in all 3 calls with a stride and even; right in all 3 others."


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ([("a",), ("b",)], [("b",), ("c",)]),  # b is on both sides
        ([("a",)], [("b",), ("b",)]),  # one call shows no pattern
        ([], [("b",), ("b",)]),
        ([(), ()], [(), ()]),
    ],
)
def test_nothing_is_guessed(right: list[tuple[str, ...]], wrong: list[tuple[str, ...]]) -> None:
    assert separation(calls(True, *right) + calls(False, *wrong)) == ""


@pytest.mark.parametrize(
    ("exercise", "slug", "words"),
    [
        ("conv_2d", "padding-ignored", "with no padding; wrong in all"),
        ("conv_2d", "flips-kernel", "with a kernel of one entry; wrong in all"),
        ("output_size", "no-error", "with a kernel that fits; wrong in all"),
        ("identity", "scale-without-sign", "with a positive scale; wrong in all"),
        ("crop", "gray-only", "with a 2-D image; wrong in all"),
        ("to_gray", "channels-summed", ""),
        ("gabor", "tensor-returned", ""),  # the other checks tolerate a wrong type
    ],
)
def test_known_mistakes_have_the_pattern_that_they_are_named_for(
    exercise: str, slug: str, words: str, course_folder: Path, loaded_bank: Bank
) -> None:
    catalogue = course.load(course_folder)
    (variant,) = (v for v in loading.load(catalogue, "mistakes", exercise) if v.slug == slug)
    functions, recipes = catalogue.functions, catalogue.worker.recipes
    answerer = Answerer(variant.files, functions, folder="reference", package="reference", recipes=recipes)
    own = [c for c in checks.load(catalogue) if c.exercise == exercise]
    plain_call = next(c for c in own if c.plain)
    session = Session(catalogue, catalogue.path, loaded=loaded_bank, files=variant.files, answerer=answerer)
    try:
        for check in own:
            if not check.plain:
                session.judge(check, plain_call)
        found = session.explained(session.exercises()[0], own)
    finally:
        session.close()
    assert words in found.pattern
    assert bool(found.pattern) == bool(words)
    assert found.message.endswith(found.pattern)


def test_every_case_has_as_many_properties_as_the_others(course_folder: Path, loaded_bank: Bank) -> None:
    catalogue = course.load(course_folder)
    for plain_call in (c for c in checks.load(catalogue) if c.plain and c.properties):
        requests = [
            request
            for check in checks.load(catalogue)
            if check.exercise == plain_call.exercise
            for case in loaded_bank.cases.get(check.id, ())
            for request in case.requests
            if request.operation == "call" and request.name == plain_call.exercise
        ]
        assert len({len(properties_of(plain_call, request)) for request in requests}) == 1, plain_call.exercise
