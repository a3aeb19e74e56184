"""The gallery draws all possible figures, and one line tells why others are missing."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import support
from PIL import Image
from support import ROOT, Grader, assert_no_traceback, assert_refused, needs_mnist, rewrite

from grader import course
from grader.asking import direct
from grader.plots import sheets
from grader.plots.colours import DIVERGING, NOT_FINITE, Scale, ink, short
from grader.tutorial.data import Images
from grader.tutorial.gallery import networks
from grader.tutorial.gallery.catalogue import FIGURES
from grader.tutorial.gallery.figures import Figure
from grader.tutorial.gallery.functions import StudentFunctions, positions
from grader.tutorial.gallery.page import Drawn
from grader.tutorial.training import Budget
from grader.worker.answering import Answerer
from grader.writers import pages

STILLS = {figure.file for figure in FIGURES if figure.file.endswith(".png")}
ANIMATIONS = {"rotation.gif": 18, "growth.gif": 24}
Draw = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def gallery(grader: Grader) -> Draw:
    """Return a function that runs `grader gallery` without training."""

    def draw(submission: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
        return grader("gallery", "--submission", submission, "--out", out, "--budget", "none", *options)

    return draw


@pytest.fixture(scope="module")
def solved(gallery: Draw, tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Return the output of the command for the reference, and the folder of figures."""
    out = tmp_path_factory.mktemp("solved") / "gallery"
    return gallery(ROOT / "reference", out), out


def _mutated(folder: Path, **changes: tuple[str, str]) -> Path:
    """Return a copy of the reference with one replacement in each of these modules."""
    shutil.copytree(ROOT / "reference", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for module, (old, new) in changes.items():
        rewrite(folder / f"{module}.py", re.escape(old), new)
    return folder


def test_the_reference_fills_the_gallery(solved: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = solved
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "left out: with --budget none, no network is trained → The network learns to read",
        f"{len(FIGURES) - 1} figures: {out / 'index.html'}",
    ]
    assert {file.name for file in out.iterdir()} == (STILLS - {"network.png"}) | ANIMATIONS.keys() | {"index.html"}


def test_every_picture_is_readable_and_has_something_on_it(
    solved: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    for file in solved[1].glob("*.png"):
        image = Image.open(file)
        assert 800 <= image.width <= 1300 and 200 <= image.height <= 1000, (file.name, image.size)
        assert np.asarray(image.convert("L")).std() > 10, file.name


@pytest.mark.parametrize("name", ANIMATIONS)
def test_animations_have_all_their_frames(solved: tuple[subprocess.CompletedProcess[str], Path], name: str) -> None:
    with Image.open(solved[1] / name) as animation:
        assert animation.size == (400, 256)
        assert animation.n_frames == ANIMATIONS[name]
        assert animation.info["loop"] == 0
        first = np.asarray(animation.convert("L"), dtype=float)
        animation.seek(animation.n_frames // 3)
        assert np.abs(np.asarray(animation.convert("L"), dtype=float) - first).mean() > 1


def test_the_page_shows_each_file_once_at_its_size(solved: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    text = (solved[1] / "index.html").read_text()
    shown = re.findall(r'<img src="([^"]+)" alt="[^"]+" width="(\d+)" height="(\d+)">', text)
    assert [name for name, *_ in shown] == [f.file for f in FIGURES if f.file != "network.png"]
    assert all(Image.open(solved[1] / name).size == (int(w), int(h)) for name, w, h in shown)
    assert "http" not in text and "<script" not in text


def test_stubs_are_not_started_and_nothing_is_wrong(gallery: Draw, tmp_path: Path) -> None:
    (tmp_path / "gabor.png").write_bytes(b"of an earlier run")
    done = gallery(ROOT / "student", tmp_path)
    assert done.returncode == 0, done.stderr
    *lines, last = done.stdout.splitlines()
    assert last == f"0 figures: {tmp_path / 'index.html'}"
    assert "not started: gabor → Edge detectors, Rotating edge detector" in lines
    assert all(line.startswith(("not started: ", "left out: ")) for line in lines), done.stdout
    named = {line.removeprefix("not started: ").partition(" → ")[0] for line in lines}
    assert named >= {need for figure in FIGURES if figure.file != "network.png" for need in figure.needs} - {"left out"}
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


def test_what_is_wrong_costs_its_own_figures_only(gallery: Draw, tmp_path: Path) -> None:
    folder = _mutated(
        tmp_path / "work",
        images=("    exact = image.astype(np.float64)\n    centred", "    raise NotImplementedError\n    centred"),
        filters=("return np.full((n, n), 1 / n**2)", "return np.full(n, 1 / n**2)"),
        inception=("torch.softmax(model(batch)[0], dim=0)", "model(batch)[1]"),
    )
    rewrite(folder / "filters.py", r"    return -x \* gaussian\(n\)", "    return -x * gausian(n)")
    done = gallery(folder, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert_no_traceback(done.stdout.replace("NameError:", "").replace("IndexError:", "") + done.stderr)
    *lines, _, substitutes, last = done.stdout.splitlines()
    line = next(i for i, text in enumerate((folder / "filters.py").read_text().splitlines(), 1) if "gausian" in text)
    assert lines[:3] == [
        "not started: standardize → The picture",
        "wrong: box_blur(3): wrong shape: expected shape (3, 3), got shape (3,) → Box blur",
        f"wrong: dgaussian: raised NameError: name 'gausian' is not defined (filters.py, line {line})"
        " → The Gaussian family in one dimension",
    ]
    assert substitutes == "the other figures use the kit's standardize"
    assert last.endswith(f" figures: {tmp_path / 'out' / 'index.html'}")
    assert "wrong: top_k: raised IndexError" in done.stdout
    assert (tmp_path / "out" / "gabor.png").exists() and not (tmp_path / "out" / "box-blur.png").exists()


def test_a_stub_met_on_the_way_is_named(gallery: Draw, tmp_path: Path) -> None:
    folder = _mutated(tmp_path / "work")
    shutil.copy(ROOT / "student" / "convolution.py", folder)
    rewrite(
        folder / "convolution.py", r'    raise NotImplementedError\("get_convolved"\)', "    return conv_2d(img, flt)"
    )
    done = gallery(folder, tmp_path / "out")
    assert "not started: conv_2d → Identity, Scaled identity" in done.stdout
    assert "get_convolved" not in done.stdout


FLIPPED = """

_right = get_convolved


def get_convolved(img, flt, times=4):
    return _right(img, np.flip(flt), times)
"""


@pytest.fixture(scope="module")
def flipped(gallery: Draw, tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Return the output for a submission that flips kernels, of which one module cannot be imported; and its page."""
    space = tmp_path_factory.mktemp("flipped")
    convolution = support.solved("convolution") + FLIPPED
    folder = support.hand_in(space / "work", filters="def identity(n:\n", convolution=convolution)
    return gallery(folder, space / "out"), space / "out"


def test_a_wrong_figure_says_so_beside_the_right_one(flipped: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = flipped
    assert "drawn with a wrong get_convolved → Random kernels\n" in done.stdout
    text = (out / "index.html").read_text()
    assert "<h2>Random kernels: wrong</h2>" in text
    assert "get_convolved is wrong; it fails the check “Starts with img, " in text
    ours, right = (np.asarray(Image.open(out / name)) for name in ("random.png", "random-right.png"))
    assert ours.shape == right.shape and (ours != right).any()
    # conv_2d is right, and so is what is drawn with it.
    assert not (out / "options-right.png").exists() and text.count("wrong</h2>") == 1


def test_a_module_that_cannot_be_imported_is_reported_in_one_line(
    flipped: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, out = flipped
    assert done.returncode == 0, done.stderr
    assert "wrong: identity: filters.py could not be imported: SyntaxError: " in done.stdout
    assert "wrong: to_gray: images.py is missing → The picture" in done.stdout
    assert (out / "random.png").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--submission", "nowhere"), "no such folder"),
        (("--budget", "lavish"), "use quick, full, none"),
        (("--out", "course.toml"), "cannot be written to"),
        (("--course", "nowhere"), "course.toml"),
    ],
)
def test_bad_input_is_refused(grader: Grader, options: tuple[str, ...], message: str) -> None:
    assert_refused(grader("gallery", *options), 2, message)


def _trained(tmp_path: Path, images: Images) -> networks.TrainingRecord:
    """Train the reference's network on a few images."""
    catalogue = course.load(ROOT)
    files, recipes = direct.read_folder(ROOT / "reference"), catalogue.worker.recipes
    own = direct.Direct(Answerer(files, catalogue.functions, folder=str(tmp_path), recipes=recipes))
    budget = Budget(images=1000, epochs=1, thresholds=(0.5,), digits_epochs=2, digits_thresholds=(0.5,))
    try:
        return networks.train(StudentFunctions(own, data=None, budget=budget, log=print), images, budget)
    finally:
        own.close()


def test_every_part_of_a_training_is_recorded(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 10, 1300)
    pictures = np.zeros((1300, 28, 28), np.uint8)
    pictures[np.arange(1300), 2 * labels + 4] = 255  # a bar at the height of the digit, which is learnt quickly
    images = Images("digits", "here", pictures[:1000], labels[:1000], pictures[1000:], labels[1000:])
    record = _trained(tmp_path, images)
    assert record.seen == list(range(200, 2001, 200))
    assert record.losses[-1] < record.losses[0] and record.accuracies[-1] > 0.8
    assert (record.confusion.sum(axis=1) == np.bincount(labels[1000:], minlength=10)).all()


@needs_mnist
@pytest.mark.slow
def test_the_network_is_drawn_within_the_budget(gallery: Draw, tmp_path: Path) -> None:
    folder = support.hand_in(tmp_path / "work", cnn=support.solved("cnn"))
    done = gallery(folder, tmp_path / "out", "--data", support.DATA, "--budget", "quick")
    assert done.returncode == 0, done.stderr
    assert Image.open(tmp_path / "out" / "network.png").size == (1000, 475)


def test_the_page_escapes_its_values() -> None:
    figure = Figure("a.png", "<i>", "x & y", (), networks.draw_training)
    drawn, notes = [Drawn(figure, (1, 2), {"f": "<u>"})], ["wrong: <script>alert(1)</script>"]
    text = pages.render("gallery.html.jinja", title="<b>", drawn=drawn, notes=notes)
    assert "<script" not in text and "<i>" not in text and "<u>" not in text and "x &amp; y" in text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0, "0"), (-1.0, "−1"), (0.111111, "0.11"), (1.5, "1.5"), (9584.0, "9,600"), (8.24e6, "8.2 · 10⁶")],
)
def test_numbers_are_short(number: float, text: str) -> None:
    assert short(number) == text


@pytest.mark.parametrize(
    ("options", "count"), [({}, 34), ({"padding": 3}, 40), ({"stride": 2}, 17), ({"dilation": 2}, 28)]
)
def test_positions_of_a_kernel(options: dict[str, int], count: int) -> None:
    assert positions(40, 7, **options) == count


# Colours


def luminance(colour: np.ndarray) -> np.ndarray:
    """Return the relative luminance of sRGB colours (…, 3) by WCAG 2."""
    part = np.asarray(colour) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def test_numbers_are_legible_on_every_colour() -> None:
    shares = np.linspace(-1, 1, 2001)
    random = np.random.default_rng(0).integers(0, 256, (5000, 3))
    colours = [Scale(1, True).rgb(shares), Scale(1, False).rgb(np.abs(shares)), np.array([NOT_FINITE]), random]
    for colour in np.concatenate(colours):
        inks = {"#000000": 0.0, "#ffffff": 1.0}
        darker, brighter = sorted((float(luminance(colour)), inks[ink(colour)]))
        assert (brighter + 0.05) / (darker + 0.05) >= 4.5, colour


def test_blue_is_negative_white_is_zero_and_red_is_positive() -> None:
    blue, white, red = Scale.of(np.array([-1.0, 0.5])).rgb(np.array([-1, 0, 1])).astype(int)
    assert blue[2] > blue[0] + 80 and red[0] > red[2] + 60 and (white == 255).all()
    sizes = luminance(Scale(1, True).rgb(np.linspace(0, 1, 101)))
    assert (np.diff(sizes) < 0).all()
    assert np.allclose(luminance(DIVERGING), luminance(DIVERGING[::-1]), atol=0.08)  # one sign looks like the other


def test_without_negative_entries_black_is_zero_and_white_the_largest() -> None:
    image = np.array([0, 2, 4], np.uint8)
    assert Scale.of(image).rgb(image).tolist() == [[0] * 3, [128] * 3, [255] * 3]
    assert str(Scale.of(image)) == "0 to 4" and str(Scale.of(-image.astype(int))) == "±4"


def test_outliers_and_what_is_not_finite_do_not_set_the_limit() -> None:
    image = np.append(np.linspace(0, 1, 1000), [1e6, np.inf, np.nan])
    assert Scale.of(image, share=0.99).limit < 1.01
    assert (Scale.of(image).rgb(image)[-2:] == NOT_FINITE).all()


def test_photographs_keep_their_colours() -> None:
    photograph = np.random.default_rng(0).integers(0, 256, (4, 4, 3), np.uint8)
    assert Scale.of(photograph).rgb(photograph) is photograph
    scaled = photograph / 255
    assert (Scale(1.0, False).rgb(scaled) == photograph).all()
    scaled[0, 0, 0] = np.nan
    assert (Scale(1.0, False).rgb(scaled)[0, 0] == NOT_FINITE).all()


@pytest.mark.parametrize("entries", [np.zeros((4, 4)), np.full((4, 4), 1e300), np.eye(4) * 1e-300])
def test_any_finite_kernel_can_be_drawn(entries: np.ndarray) -> None:
    figure, axes = sheets.sheet(1, 1, "")
    sheets.kernel(axes[0, 0], entries)
    assert sheets.png(figure)
