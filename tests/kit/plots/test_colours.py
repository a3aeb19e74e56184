"""Colours: one scale for signed arrays, another for the rest, and words that can be read on all of both."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import ImageColor

from grader.notebook import page
from grader.plots import svg
from grader.plots.colours import NOT_FINITE, Scale, ink
from grader.plots.svg import Panel
from grader.writers import board

LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3


def luminance(colour: str) -> float:
    channels = np.array(ImageColor.getrgb(colour)[:3]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scale", [Scale(1.0, signed=True), Scale(1.0, signed=False)])
def test_words_can_be_read_on_every_colour_of_a_scale(scale: Scale) -> None:
    for colour in [*scale.rgb(np.linspace(-1.2, 1.2, 999)), np.array(NOT_FINITE)]:
        assert contrast(f"rgb({','.join(map(str, colour))})", ink(colour)) >= LEAST


def test_numbers_can_be_read_in_their_cells() -> None:
    arrays = (np.linspace(-3, 3, 63).reshape(7, 9), np.arange(12.0).reshape(3, 4), np.array([[np.nan, 1, -np.inf]]))
    photograph = np.random.default_rng(0).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    for array in (*arrays, photograph):
        drawn = svg.draw([Panel("array", array)])[0].svg
        cells = re.findall(r'fill="(rgb\([\d,]+\))"/><text[^>]* fill="(#\w+)">', drawn)
        assert len(cells) == array.shape[0] * array.shape[1]
        assert min(contrast(*cell) for cell in cells) >= LEAST


def test_gray_always_means_no_negative_entry() -> None:
    array = np.arange(6.0).reshape(2, 3)
    for signed in (array - 1, -array, np.zeros((2, 3)) - [[1, 0, 0]]):
        assert Scale.of(signed).signed
        colour_of_zero, colour_of_least = Scale.of(signed).rgb(np.array([0.0, signed.min()]))
        assert colour_of_zero.tolist() == [255, 255, 255]
        assert colour_of_least[2] > colour_of_least[0]  # blue
    assert not Scale.of(array).signed
    assert (np.ptp(Scale.of(array).rgb(array), axis=-1) == 0).all()


def test_expected_and_got_share_one_scale() -> None:
    want, got = np.array([[1.0, 2.0]]), np.array([[1.0, -4.0]])
    pictures = svg.draw([Panel("expected", want, None, "answer"), Panel("got", got, None, "answer")])
    ones = [re.findall(r'fill="(rgb[^"]*)"', picture.svg)[0] for picture in pictures]
    assert ones[0] == ones[1]
    assert {picture.legend for picture in pictures} == {(svg.SIGNED,)}


def test_the_labels_of_a_notebook_can_be_read_in_any_theme() -> None:
    assert set(page.COLOURS) >= {name for _, _, look in board.LOOKS.values() for name in look} - {"light"}
    assert min(contrast(colour, "#ffffff") for colour in page.COLOURS.values()) >= LEAST
