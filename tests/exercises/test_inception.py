"""The checks of student/inception.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from strategies import Case, entries, seeds

from grader.api import CATS, Answer, Handle, Inception, Items, Subject, Value, check, expect, plain_call, recipe, tensor

MEAN, STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
LEAST_SLOPE = 1e-6  # how much a pixel that is brighter by 1 must raise a result, at the very least

# preprocess


@cache
def _picture(rows: int, columns: int, seed: int) -> np.ndarray:
    """Return (rows, columns, 3) uint8 from 20 to 216 where neighbours, rows, columns and channels all differ."""
    r, c, channel = np.ogrid[:rows, :columns, :3]
    picture: np.ndarray = (20 + (r * (7 + seed) + c * 13 + channel * 85 + r * c // 50 + seed) % 197).astype(np.uint8)
    picture.flags.writeable = False
    return picture


@plain_call("preprocess")
def test_preprocess_is_started(student: Subject) -> None:
    """preprocess(image) returns a result"""
    student.call("preprocess", _picture(300, 451, 0)).required()


@check("preprocess", points=1, cases=2)
@given(rows=st.integers(299, 310), columns=st.integers(399, 420), seed=st.integers(0, 9))
@example(rows=299, columns=399, seed=1)
@example(rows=300, columns=451, seed=0)
def test_preprocess_gives_a_batch_of_one(student: Subject, rows: int, columns: int, seed: int) -> None:
    """Returns (1, 3, 299, 299) float32, channels first, cropped at the right position."""
    image = _picture(rows, columns, seed)
    answer = student.call("preprocess", image)
    got = expect.array(answer, kind="torch", dtype="float32", shape=(1, 3, 299, 299)).astype(np.float64)
    # Whatever the scale of a channel, a correct crop is a linear function of the picture's pixels, and follows them.
    cut = np.moveaxis(image[:299, 100:399].astype(np.float64), 2, 0)
    for channel in range(3):
        slope, start = np.polyfit(cut[channel].ravel(), got[0, channel].ravel(), 1)
        worst = float(np.abs(slope * cut[channel] + start - got[0, channel]).max())
        # At most a hundredth of the contrast, whatever the mean is.
        limit = min(expect.TOLERANCE["float32"] * (255 * abs(slope) + abs(start)), 2.55 * abs(slope))
        expect.law(
            answer,
            bool(abs(slope) > LEAST_SLOPE and worst <= limit),
            f"channel {channel} with the pixels of image[:299, 100:399, {channel}]",
            "pixels from another position or channel",
        )


@check("preprocess", points=1, cases=2)
@given(rows=st.integers(299, 310), columns=st.integers(399, 420), colour=st.tuples(*[st.integers(0, 255)] * 3))
@example(rows=300, columns=451, colour=(0, 128, 255))
@example(rows=299, columns=399, colour=(90, 200, 10))
def test_preprocess_normalises_as_imagenet(
    student: Subject, rows: int, columns: int, colour: tuple[int, int, int]
) -> None:
    """Scales to [0, 1], then normalises with the ImageNet means and standard deviations."""
    for shade in (colour, (255 - colour[0], colour[2], colour[1])):
        answer = student.call("preprocess", np.full((rows, columns, 3), shade, np.uint8))
        got = expect.entries(answer, shape=(1, 3, 299, 299))
        want = np.broadcast_to(((np.array(shade) / 255 - MEAN) / STD)[None, :, None, None], got.shape)
        scale, tolerance = float((1 + MEAN).max() / STD.min()), expect.TOLERANCE["float32"]
        expect.close(answer, got, want, scale=scale, tolerance=tolerance)


@check("preprocess", points=1, cases=3)
@given(rows=st.integers(200, 299), missing=st.integers(1, 150))
@example(rows=298, missing=0)
@example(rows=299, missing=1)
@example(rows=299, missing=101)
def test_preprocess_refuses_small_images(student: Subject, rows: int, missing: int) -> None:
    """Raises ValueError when the image is too small for the crop, and only then."""
    expect.works(student.call("preprocess", _picture(300, 451, 0)), shape=(1, 3, 299, 299), kind="torch")
    answer = student.call("preprocess", np.zeros((rows, 399 - missing, 3), np.uint8))
    expect.raises(answer, "ValueError")


# top_k


@st.composite
def votes(draw: DrawFn, *, least: int = 1, most: int = 1, classes: int = 0) -> Case:
    """Draw a call of top_k: number of classes, if it is not given, images in the batch, k, seed."""
    classes = classes or draw(st.integers(5, 9))
    return {
        "classes": classes,
        "batch": draw(st.integers(least, most)),
        "k": draw(st.integers(1, classes)),
        "seed": draw(seeds()),
    }


def _vote(
    student: Subject,
    case: Case,
    *,
    options: dict[str, int],
    contrary: str = "",
    training: bool = True,
    sign: int = 1,
    images: int | None = None,
) -> tuple[Handle, Answer, np.ndarray]:
    """Call top_k with a linear classifier; return the classifier, the answer and the true probabilities.

    `sign` multiplies the logits; `images` is the number of images of the case that are in the batch.
    """
    classes, pixels = case["classes"], 6
    weight, bias = entries(2 * case["seed"] + 1, (classes, pixels)), entries(2 * case["seed"] + 3, (classes,))
    batch = entries(2 * case["seed"] + 5, (case["batch"], pixels))
    model = student.build(
        recipe("linear", weight=sign * weight, bias=sign * bias, contrary=contrary, training=training)
    )
    answer = student.call("top_k", model, tensor(batch[:images]), [f"class {i}" for i in range(classes)], **options)
    logits = (batch[0] @ weight.T + bias).astype(np.float64) * sign
    chances = np.exp(logits - logits.max())
    return model, answer, chances / chances.sum()


def _pairs(
    answer: Answer, k: int, real: Callable[[Answer, Value, str], float] = expect.number
) -> list[tuple[str, float]]:
    """Return the names and probabilities of the answer; raise Wrong if it is not a list of such pairs."""
    pairs = []
    what = f"a list of {k} pairs (name, probability)"
    for item in expect.items(answer, k, what):
        if not isinstance(item, Items) or len(item.items) != 2 or not isinstance(item.items[0], str):
            raise expect.wrong(answer, "wrong type", what, f"an element that is {expect.kind_of(item)}")
        pairs.append((item.items[0], real(answer, item.items[1], "probabilities that are floats")))
    return pairs


def _alike(one: list[tuple[str, float]], other: list[tuple[str, float]]) -> bool:
    return all(a == b and abs(p - q) <= 1e-5 * max(1, abs(q)) for (a, p), (b, q) in zip(one, other, strict=True))


def _ranked(answer: Answer, got: list[tuple[str, float]], chances: np.ndarray, why: str) -> None:
    """Require the right order of all classes by their numbers, or the right probabilities.

    Other checks require both, and the most probable class to come first.
    """
    got = sorted(got, key=lambda pair: -pair[1])
    want = [(f"class {i}", float(chances[i])) for i in np.argsort(-chances)]
    names = [name for name, _ in got] == [name for name, _ in want]
    probabilities = all(abs(a - b) <= 1e-5 for (_, a), (_, b) in zip(got, want, strict=True))
    expect.law(answer, names or probabilities, f"{_shown(want)}, {why}", _shown(got))


def _shown(pairs: list[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {chance:.6g}" for name, chance in pairs)


@plain_call("top_k")
def test_top_k_is_started(student: Subject) -> None:
    """top_k(model, batch, class_names) returns a result"""
    _, answer, _ = _vote(student, {"classes": 6, "batch": 1, "seed": 0}, options={})
    answer.required()


@check("top_k", points=1, cases=8)
@given(case=votes())
@example(case={"classes": 6, "batch": 1, "seed": 0, "k": 5})
@example(case={"classes": 6, "batch": 1, "seed": 1, "k": 1})
def test_top_k_names_the_most_probable_classes(student: Subject, case: Case) -> None:
    """Returns the k most probable classes, most probable first; k is 5 by default."""
    for k, options in ((case["k"], {"k": case["k"]}), (5, {})):
        _, answer, chances = _vote(student, case, options=options)
        names = [name for name, _ in _pairs(answer, k)]
        want = [f"class {i}" for i in np.argsort(-chances)[:k]]
        if names != want:
            raise expect.wrong(answer, "wrong classes", ", ".join(want), ", ".join(names))


@check("top_k", points=1, cases=8)
@given(case=votes())
@example(case={"classes": 6, "batch": 1, "seed": 1, "k": 5})
@example(case={"classes": 5, "batch": 1, "seed": 0, "k": 5})
def test_top_k_gives_softmax_probabilities(student: Subject, case: Case) -> None:
    """The probabilities are floats: the softmax over all classes."""
    _, answer, chances = _vote(student, case, options={"k": 5})
    for (name, got), want in zip(_pairs(answer, 5, expect.real), np.sort(chances)[::-1], strict=False):
        if abs(got - want) > 1e-5:
            raise expect.wrong(answer, f"wrong probability of {name!r}", f"{want:.6f}", f"{got:.6f}")


@check("top_k", points=1, cases=8)
@given(case=votes(least=2, most=3, classes=5))
@example(case={"classes": 5, "batch": 3, "seed": 0, "k": 5})
@example(case={"classes": 5, "batch": 2, "seed": 1, "k": 5})
def test_top_k_looks_at_the_first_image(student: Subject, case: Case) -> None:
    """For a batch of several images, the result is that of the first image alone."""
    (_, alone, _), (_, answer, chances) = (_vote(student, case, options={"k": 5}, images=n) for n in (1, case["batch"]))
    got, want = _pairs(answer, 5), _pairs(alone, 5)
    _ranked(answer, got, chances, "as for the first image alone")
    expect.law(answer, _alike(got, want), f"{_shown(want)}, as for the first image alone", _shown(got))


@check("top_k", points=1, cases=4)
@given(case=votes(classes=5))
@example(case={"classes": 5, "batch": 1, "seed": 0, "k": 5})
def test_top_k_uses_eval_mode_without_gradients(student: Subject, case: Case) -> None:
    """Runs the model in eval mode and without gradients."""
    for contrary, right in (("train mode", "in eval mode"), ("gradients", "without gradients")):
        # In train mode, or when gradients are on, the logits of this model are negated.
        _, answer, chances = _vote(student, case, options={"k": 5}, contrary=contrary)
        _ranked(answer, _pairs(answer, 5), chances, f"as {right}")


# classify


@plain_call("classify", slowness=10)
def test_classify_is_started(student: Subject, inception: Inception) -> None:
    """classify(image, class_names) returns a result"""
    inception.ask(student).required()


@check("classify", points=2, slowness=10)
def test_classify_sees_what_the_network_sees(student: Subject, inception: Inception) -> None:
    """Returns the five most probable classes of the cat picture, as the network ranks them."""
    answer = inception.ask(student)
    pairs = _pairs(answer, 5)
    for place, ((name, got), (want_name, want)) in enumerate(zip(pairs, inception.answers.best, strict=True), start=1):
        # 48 layers in single precision: the last digits differ between correct solutions.
        if name != want_name or abs(got - want) > 1e-4:
            raise expect.wrong(answer, f"wrong pair at rank {place}", f"{want_name}, {want:.4f}", f"{name}, {got:.4f}")


@check("classify", points=1, slowness=10, needs=lambda inception: inception.require_trained())
def test_classify_finds_a_cat(student: Subject, inception: Inception) -> None:
    """The most probable class is a cat."""
    answer = inception.ask(student)
    best = _pairs(answer, 5)[0][0]
    expect.law(answer, best in CATS, "a cat as the most probable class", best)
