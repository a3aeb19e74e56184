"""Evidence is small, always the same bytes, and read without trust."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader import evidence
from grader.plots import charts
from grader.plots.charts import Bars, Counts, Curves, Line, Tiles
from grader.plots.svg import Panel

RNG = np.random.default_rng(0)
FIGURES = {
    "conv_2d": (
        Panel("image[0, 0]", RNG.standard_normal((5, 4)), group="input 0", whole=(1, 1, 5, 4)),
        Panel("got", np.array([[1.0, np.nan]]), (0, 1), "answer"),
        Panel("difference", np.zeros((2, 2)), None, "difference", signed=True),
    ),
    "to_gray": (Panel("image", RNG.integers(0, 256, (4, 6, 3), dtype=np.uint8)),),
    "gaussian": (Curves("both", (Line("expected", np.arange(9.0), True), Line("got", np.ones(9))), "index", 1, 3),),
    "mnist": (
        Counts("answers", RNG.integers(0, 9, (10, 10)), "a digit", "an answer"),
        Tiles("wrong", (("a 3, taken\nfor a 5: 99%", RNG.integers(0, 255, (28, 28), dtype=np.uint8)),)),
        Bars("got", (("tabby", 0.75), ("<b>tiger</b>", 0.25))),
    ),
}
GOOD = evidence.to_bytes(FIGURES, "of this report")


def archive(**members: bytes) -> bytes:
    """Return the evidence with other members."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as before, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, members.get(name.partition(".")[0], before.read(name)))
    return content.getvalue()


def npy(array: np.ndarray, *, says: bytes = b"", instead_of: bytes = b"") -> bytes:
    """Return an array in NumPy's format, with a changed header of the same length."""
    content = io.BytesIO()
    np.save(content, array)
    return content.getvalue().replace(instead_of, says) if says else content.getvalue()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / evidence.FILE
    file.write_bytes(GOOD)
    found = evidence.load(file, "of this report")
    assert found is not None
    assert list(found) == list(FIGURES)
    for name, figures in FIGURES.items():
        assert [type(figure) for figure in found[name]] == [type(figure) for figure in figures]
        assert charts.draw(found[name]) == charts.draw(figures)
    assert evidence.load(file, "of another report") is None
    assert evidence.load(tmp_path / "none", "of this report") is None
    assert np.load(file, allow_pickle=False)["1"].shape == (1, 2), "NumPy itself can read it"


def test_the_bytes_are_always_the_same() -> None:
    assert evidence.to_bytes(FIGURES, "of this report") == GOOD


def test_large_arrays_are_thinned_out_and_keep_their_mark() -> None:
    large = RNG.standard_normal((900, 700))
    kept = evidence.bounded([Panel("got", large, (450, 350)), Panel("curve", np.arange(50_000.0), (49_999,))])
    assert sum(panel.array.nbytes for panel in kept) <= evidence.MOST_OF_ONE
    picture, curve = kept
    assert isinstance(picture, Panel)
    assert isinstance(curve, Panel)
    assert picture.whole == large.shape
    assert picture.mark is not None
    assert picture.array[picture.mark] == pytest.approx(large[450, 350], abs=4), "an entry near the marked one"
    assert curve.mark == (len(curve.array) - 1,)
    assert charts.draw(kept)
    long = Curves("both", (Line("got", np.arange(50_000.0)),))
    assert [figure.title for figure in evidence.bounded([Panel("got", large), long])] == ["got"]
    many = {f"exercise_{i}": kept for i in range(27)}
    assert len(evidence.to_bytes(many, "")) <= evidence.MOST


BOMB = npy(np.zeros(1 << 22, np.uint8))
TAMPERED = {
    "no archive": b"PK",
    "an object, which would be unpickled": archive(**{"0": npy(np.array([{}], object))}),
    "a size that is not there": archive(**{"1": npy(np.zeros((1, 2)), instead_of=b"(1, 2)", says=b"(9, 9)")}),
    "no bytes but an endless side": archive(**{"1": npy(np.zeros((0, 10**9)))}),
    "zeros that unpack to megabytes": archive(**{"2": BOMB}),
    "an endless index": archive(index=b'{"digest": "of this report", "exercises": {}}' + b" " * (1 << 20)),
    "no index": archive(index=b"[]"),
    "a mark outside": archive(**{"1": npy(np.zeros((1, 1)))}),
    "text": archive(**{"1": npy(np.array(["a"]))}),
    "code instead of a shape": archive(**{"1": npy(np.zeros((1, 2)), instead_of=b"(1, 2)", says=b"exit()")}),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_tampered_evidence_is_none(kind: str, tmp_path: Path) -> None:
    file = tmp_path / evidence.FILE
    file.write_bytes(TAMPERED[kind])
    assert evidence.load(file, "of this report") is None


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), by=st.binary(max_size=4))
@example(at=0, by=b"")
def test_any_bytes_are_evidence_or_none(at: int, by: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / evidence.FILE
    file.write_bytes(GOOD[:at] + by + GOOD[at + len(by) :])
    found = evidence.load(file, "of this report")
    for figures in (found or {}).values():
        charts.draw(figures)
