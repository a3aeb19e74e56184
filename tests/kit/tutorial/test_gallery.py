"""The gallery draws what a submission can draw, says in one line what each missing figure lacks, and never breaks."""

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
from grader import plots as paint
from grader.asking import direct
from grader.tutorial.data import Images
from grader.tutorial.gallery import networks as network
from grader.tutorial.gallery.catalogue import FIGURES
from grader.tutorial.gallery.figures import Figure
from grader.tutorial.gallery.functions import Studio, positions
from grader.writers import pages

STILLS = {figure.file for figure in FIGURES if figure.file.endswith(".png")}
FILMS = {"turning.gif": 18, "growing.gif": 24}
Gallery = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def gallery(grader: Grader) -> Gallery:
    """Return a function that runs `grader gallery` without training."""

    def hang(submission: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
        return grader("gallery", "--submission", submission, "--out", out, "--budget", "none", *options)

    return hang


@pytest.fixture(scope="module")
def solved(gallery: Gallery, tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Return what the command said of the reference, and the folder that it filled."""
    out = tmp_path_factory.mktemp("solved") / "gallery"
    return gallery(ROOT / "reference", out), out


def _mutated(folder: Path, **changes: tuple[str, str]) -> Path:
    """Return a copy of the reference in which one place of some modules is another."""
    shutil.copytree(ROOT / "reference", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for module, (old, new) in changes.items():
        rewrite(folder / f"{module}.py", re.escape(old), new)
    return folder


def test_the_reference_fills_the_gallery(solved: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, out = solved
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "left out: no network is trained with --budget none → The network learns to read",
        f"{len(FIGURES) - 1} figures: {out / 'index.html'}",
    ]
    assert {file.name for file in out.iterdir()} == (STILLS - {"network.png"}) | FILMS.keys() | {"index.html"}


def test_every_picture_is_readable_and_has_something_on_it(
    solved: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    for file in solved[1].glob("*.png"):
        image = Image.open(file)
        assert 800 <= image.width <= 1300 and 200 <= image.height <= 1000, (file.name, image.size)
        assert np.asarray(image.convert("L")).std() > 10, file.name


@pytest.mark.parametrize("name", FILMS)
def test_films_have_all_their_frames(solved: tuple[subprocess.CompletedProcess[str], Path], name: str) -> None:
    with Image.open(solved[1] / name) as film:
        assert film.size == (400, 256)
        assert film.n_frames == FILMS[name]
        assert film.info["loop"] == 0
        first = np.asarray(film.convert("L"), dtype=float)
        film.seek(film.n_frames // 3)
        assert np.abs(np.asarray(film.convert("L"), dtype=float) - first).mean() > 1


def test_the_page_shows_each_file_once_at_its_size(solved: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    text = (solved[1] / "index.html").read_text()
    shown = re.findall(r'<img src="([^"]+)" alt="[^"]+" width="(\d+)" height="(\d+)">', text)
    assert [name for name, *_ in shown] == [f.file for f in FIGURES if f.file != "network.png"]
    assert all(Image.open(solved[1] / name).size == (int(w), int(h)) for name, w, h in shown)
    assert "http" not in text and "<script" not in text


def test_stubs_are_not_started_and_nothing_is_wrong(gallery: Gallery, tmp_path: Path) -> None:
    (tmp_path / "gabor.png").write_bytes(b"of an earlier run")
    done = gallery(ROOT / "student", tmp_path)
    assert done.returncode == 0, done.stderr
    *lines, last = done.stdout.splitlines()
    assert last == f"0 figures: {tmp_path / 'index.html'}"
    assert "not started: gabor → Edge detectors, Turning edge detector" in lines
    assert all(line.startswith(("not started: ", "left out: ")) for line in lines), done.stdout
    named = {line.removeprefix("not started: ").partition(" → ")[0] for line in lines}
    assert named >= {need for figure in FIGURES if figure.file != "network.png" for need in figure.needs} - {"left out"}
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


def test_what_is_wrong_costs_its_own_figures_only(gallery: Gallery, tmp_path: Path) -> None:
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
    *lines, _, borrowed, last = done.stdout.splitlines()
    line = next(i for i, text in enumerate((folder / "filters.py").read_text().splitlines(), 1) if "gausian" in text)
    assert lines[:3] == [
        "not started: standardize → The picture",
        "wrong: box_blur(3): wrong shape: expected shape (3, 3), got shape (3,) → Box blur",
        f"wrong: dgaussian: raised NameError: name 'gausian' is not defined (filters.py, line {line})"
        " → The Gaussian family in one dimension",
    ]
    assert "the kit's own standardize stood in" in done.stdout and borrowed and last
    assert "wrong: top_k: raised IndexError" in done.stdout
    assert (tmp_path / "out" / "gabor.png").exists() and not (tmp_path / "out" / "box-blur.png").exists()


def test_a_stub_met_on_the_way_is_named(gallery: Gallery, tmp_path: Path) -> None:
    folder = _mutated(tmp_path / "work")
    shutil.copy(ROOT / "student" / "convolution.py", folder)
    rewrite(
        folder / "convolution.py", r'    raise NotImplementedError\("get_convolved"\)', "    return conv_2d(img, flt)"
    )
    done = gallery(folder, tmp_path / "out")
    assert "not started: conv_2d → Identity, Scaled identity" in done.stdout
    assert "get_convolved" not in done.stdout


def test_a_module_that_cannot_be_imported_is_told_in_one_line(gallery: Gallery, tmp_path: Path) -> None:
    folder = support.hand_in(tmp_path / "work", filters="def identity(n:\n", convolution=support.solved("convolution"))
    done = gallery(folder, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "wrong: identity: filters.py could not be imported: SyntaxError: " in done.stdout
    assert "wrong: to_gray: there is no file images.py → The picture" in done.stdout
    assert (tmp_path / "out" / "random.png").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--submission", "nowhere"), "no such folder"),
        (("--budget", "lavish"), "use quick, full, none"),
        (("--out", "course.toml"), "cannot be written to"),
        (("--course", "nowhere"), "course.toml"),
    ],
)
def test_bad_input_is_refused(grader: Grader, options: tuple[str, ...], said: str) -> None:
    assert_refused(grader("gallery", *options), 2, said)


def _lesson(tmp_path: Path, images: Images) -> network.Diary:
    """Train the reference's network on a few images."""
    catalogue = course.load(ROOT)
    own = direct.Direct(direct.read_folder(ROOT / "reference"), catalogue.functions, folder=str(tmp_path))
    budget = course.Budget(images=1000, epochs=1, rungs=(0.5,), digits_epochs=2, digits_thresholds=(0.5,))
    try:
        return network.train(Studio(own, data=None, budget=budget, log=print), images, budget)
    finally:
        own.close()


def test_training_fills_a_diary(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 10, 1300)
    pictures = np.zeros((1300, 28, 28), np.uint8)
    pictures[np.arange(1300), 2 * labels + 4] = 255  # a bar at the height of the digit: soon learnt
    images = Images("digits", "here", pictures[:1000], labels[:1000], pictures[1000:], labels[1000:])
    diary = _lesson(tmp_path, images)
    assert diary.seen == list(range(200, 2001, 200))
    assert diary.losses[-1] < diary.losses[0] and diary.accuracies[-1] > 0.8
    assert (diary.confusion.sum(axis=1) == np.bincount(labels[1000:], minlength=10)).all()


@needs_mnist
@pytest.mark.slow
def test_the_network_is_drawn_within_the_budget(gallery: Gallery, tmp_path: Path) -> None:
    folder = support.hand_in(tmp_path / "work", cnn=support.solved("cnn"))
    done = gallery(folder, tmp_path / "out", "--data", support.DATA, "--budget", "quick")
    assert done.returncode == 0, done.stderr
    assert Image.open(tmp_path / "out" / "network.png").size == (1000, 475)


def test_the_page_escapes_what_it_is_told() -> None:
    figure = Figure("a.png", "<i>", "x & y", (), network.lesson)
    text = pages.render(
        "gallery.html.jinja", title="<b>", drawn=[(figure, (1, 2))], notes=["wrong: <script>alert(1)</script>"]
    )
    assert "<script" not in text and "<i>" not in text and "x &amp; y" in text


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0, "0"), (-1.0, "−1"), (0.111111, "0.11"), (1.5, "1.5"), (9584.0, "9,600"), (8.24e6, "8.2 · 10⁶")],
)
def test_numbers_are_short(number: float, text: str) -> None:
    assert paint.short(number) == text


@pytest.mark.parametrize(
    ("options", "count"), [({}, 34), ({"padding": 3}, 40), ({"stride": 2}, 17), ({"dilation": 2}, 28)]
)
def test_positions_of_a_kernel(options: dict[str, int], count: int) -> None:
    assert positions(40, 7, **options) == count


@pytest.mark.parametrize("entries", [np.zeros((4, 4)), np.full((4, 4), 1e300), np.eye(4) * 1e-300])
def test_any_finite_image_can_be_painted(entries: np.ndarray) -> None:
    figure, axes = paint.sheet(1, 1, "")
    paint.kernel(axes[0, 0], entries)
    assert paint.png(figure)
