"""Charts: what they show, and that names in them are only text."""

from __future__ import annotations

import re

import numpy as np
import pytest

from grader.plots import charts, svg
from grader.plots.charts import Bars, Counts, Curves, Line, Tiles
from grader.plots.figures import figures, shapes
from grader.plots.panels import Case
from grader.plots.svg import Panel
from grader.tutorial import data, training
from grader.values import Items, Request, tensor


def drawn(figure: charts.Figure) -> str:
    [picture] = charts.draw([figure])
    return str(picture.svg)


def case(name: str, got: np.ndarray, expected: np.ndarray) -> Case:
    return Case(Request("call", name, (len(expected),)), tensor(got), tensor(expected))


def test_a_wrong_vector_is_drawn_over_the_right_one() -> None:
    x = np.linspace(-3, 3, 31)
    want = np.exp(-x * x / 2)
    got = np.where(x > 1, -want, want)
    [difference, curves] = figures(case("gaussian", got, want), [])
    assert isinstance(difference, Panel) and difference.title == "difference"
    assert isinstance(curves, Curves)
    assert [(line.name, line.dashed) for line in curves.lines] == [("expected", True), ("got", False)]
    assert curves.mark == int(np.argmax(got != want))
    text = drawn(curves)
    assert (text.count("stroke-dasharray"), text.count("<polyline")) == (2, 2)
    assert all(f">{word}</text>" in text for word in ("expected", "got", "index", "0", "30", "1"))
    assert text.count("<circle") == len(x) + 2  # and a ring of two colours


def test_a_vector_of_another_length_is_drawn_as_far_as_it_goes() -> None:
    *_, curves = figures(case("gaussian", np.arange(15.0), np.arange(20.0)), [])
    assert isinstance(curves, Curves)
    longest, shorter = (len(points.split()) for points in re.findall(r'points="([^"]*)"', drawn(curves)))
    assert (longest, shorter) == (20, 15)


def test_short_vectors_keep_their_numbers() -> None:
    titles = [figure.title for figure in figures(case("gaussian", np.arange(5.0), np.ones(5)), [])]
    assert titles == ["expected", "got", "difference", "expected and got"]
    assert len(figures(case("gaussian", np.arange(3.0), np.ones(3)), [])) == 3


def test_the_shape_of_an_answer_is_shown_where_it_is_large() -> None:
    [curves] = shapes(case("gaussian", np.zeros(31), np.ones(31)))
    assert isinstance(curves, Curves) and curves.title == "gaussian(31)"
    [want, got] = shapes(case("gaussian2d", np.zeros((15, 15)), np.eye(15)))
    assert [want.title, got.title] == ["expected, gaussian2d(15)", "got, gaussian2d(15)"]
    assert shapes(case("gaussian", np.zeros(5), np.ones(5))) == []


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_not_finite_leaves_a_plot_readable(bad: float) -> None:
    assert not re.search(r"nan|inf", drawn(Curves("curve", (Line("got", np.array([1.0, bad, 2.0, -1.0])),))))


def test_names_in_bars_are_text() -> None:
    pair = Items("tuple", ("<script>alert(1)</script>", 0.25))
    bars = Bars.of("got", Items("list", (pair, Items("tuple", ("cat", 0.5)))))
    assert bars is not None
    text = drawn(bars)
    assert "<script" not in text
    assert "&lt;script&gt;" in text and "25.0%" in text and "50.0%" in text


@pytest.mark.parametrize(
    "value", [None, "cat", Items("list", ()), Items("list", (1.0,)), Items("list", (Items("tuple", ("cat", 1.5)),))]
)
def test_other_answers_have_no_bars(value: object) -> None:
    assert Bars.of("got", value) is None  # type: ignore[arg-type]


def test_a_large_array_tells_its_scale() -> None:
    [picture] = charts.draw([Panel("kernel", np.linspace(-2, 1, 225).reshape(15, 15))])
    assert picture.size == "15 × 15, ±2"
    assert 'role="img" aria-label="kernel, 15 × 15"' in picture.svg
    assert picture.legend == (svg.SIGNED,)


@pytest.mark.parametrize("secret", ["", "a secret"])
def test_a_trained_network_shows_what_it_takes_for_what(secret: str) -> None:
    images = data.digits()
    shown = training.disguised(images, secret) if secret else images
    numbers = training.numbers_under(secret)
    logits = np.zeros((len(shown.test_labels), 10), np.float32)
    logits[np.arange(len(logits)), shown.test_labels] = 9
    fours = np.flatnonzero(shown.test_labels == numbers[4])[:3]
    logits[fours, numbers[9]] = (10, 12, 11)
    fixture = training.Training(shown, None, numbers)
    assert fixture.figures() == []
    fixture.logits, fixture.losses = logits, Items("list", (1.5, 0.5))
    curve, counts, tiles = fixture.figures()
    assert isinstance(curve, Curves) and curve.lines[0].entries.tolist() == [1.5, 0.5]
    assert isinstance(counts, Counts)
    assert counts.counts[4, 9] == 3 and counts.counts.sum() == len(logits) == np.trace(counts.counts) + 3
    assert isinstance(tiles, Tiles)
    words = [" ".join(caption.split()) for caption, _ in tiles.images]
    assert words == [f"a 4, taken for a 9: {chance}%" for chance in (95, 88, 73)]
    order = fours[[1, 2, 0]]
    assert all((image == shown.test_images[i]).all() for (_, image), i in zip(tiles.images, order, strict=True))
    assert f">{counts.counts[4, 4]}</text>" in drawn(counts)
    assert drawn(tiles).count("<image") == 3
    for losses in (Items("list", (1.5,)), Items("list", (1.5, "low")), None):
        fixture.losses = losses
        assert len(fixture.figures()) == 2
