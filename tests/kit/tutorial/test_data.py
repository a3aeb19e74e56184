"""Images and weights are found, verified and downloaded, or one line tells why not."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from grader.resources import ResourceError
from grader.tutorial import data
from grader.tutorial.data import MissingError

REAL = Path(os.environ.get("CONVKIT_TEST_DATA") or Path(__file__).parents[4] / "shared" / "data")
needs_mnist = pytest.mark.skipif(
    not (REAL / "MNIST" / "raw").is_dir(), reason=f"{REAL} has no MNIST/raw; set CONVKIT_TEST_DATA"
)
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


def small_mnist(train: int = 30, test: int = 12) -> dict[str, bytes]:
    """Return the four unpacked files of a small MNIST of noise, labelled 0 to 9 in turn."""
    files = {}
    for part, count in (("train", train), ("t10k", test)):
        noise = np.random.default_rng(count).integers(0, 256, (count, 28, 28), dtype=np.uint8)
        files[f"{part}-images-idx3-ubyte"] = idx(noise)
        files[f"{part}-labels-idx1-ubyte"] = idx(np.arange(count, dtype=np.uint8) % 10)
    return files


PLAIN = small_mnist()
PACKED = {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in PLAIN.items()}
SUMS = {name: hashlib.md5(content).hexdigest() for name, content in (PLAIN | PACKED).items()}  # noqa: S324
PUBLISHED = data.SUMS


def put(folder: Path, files: dict[str, bytes]) -> Path:
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (raw / name).write_bytes(content)
    return folder


def message(folder: Path | None) -> str:
    """Return the error message of loading, which must be one line with a remedy."""
    with pytest.raises(ResourceError) as caught:
        data.load_images(folder, download=False)
    text = str(caught.value)
    assert "\n" not in text
    assert "MNIST/raw" in text
    return text


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all data, settings and proxies, and make the small files pass as MNIST."""
    monkeypatch.setattr(data, "SUMS", SUMS)
    monkeypatch.delenv("CONVKIT_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


# Loading


@pytest.mark.parametrize("files", [PLAIN, PACKED], ids=["unpacked", "packed"])
def test_both_forms_are_read(tmp_path: Path, files: dict[str, bytes]) -> None:
    images = data.load_images(put(tmp_path, files))
    assert images.name == "mnist"
    assert str(tmp_path) in images.source
    assert images.train_images.tobytes() == PLAIN[IMAGES][16:]
    assert images.test_images.shape == (12, 28, 28)
    assert images.train_labels.dtype == np.int64
    assert images.train_labels[:11].tolist() == [*range(10), 0]


def test_arrays_are_read_only(tmp_path: Path) -> None:
    images = data.load_images(put(tmp_path, PLAIN))
    for array in (images.train_images, images.train_labels, images.test_images, images.test_labels):
        assert not array.flags.writeable


@pytest.mark.parametrize("name", [*PLAIN, *PACKED])
def test_one_changed_byte_is_found(tmp_path: Path, name: str) -> None:
    files = dict(PACKED if name in PACKED else PLAIN)
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])
    assert f"{name}: damaged or incomplete" in message(put(tmp_path, files))


@pytest.mark.parametrize("content", [b"", b"<html>Please log in</html>", PACKED[f"{IMAGES}.gz"][:500]])
def test_other_bytes_are_never_read(tmp_path: Path, content: bytes) -> None:
    said = message(put(tmp_path, PLAIN | {f"{IMAGES}.gz": content}))
    assert f"{IMAGES}.gz: damaged or incomplete ({len(content):,} bytes" in said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (put(tmp_path, PLAIN) / "MNIST" / "raw" / f"{LABELS}.gz").mkdir()
    assert f"{LABELS}.gz: cannot be read" in message(tmp_path)


@pytest.mark.parametrize("name", PLAIN)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, PLAIN)
    (tmp_path / "MNIST" / "raw" / name).unlink()
    assert f"{name}.gz: is missing" in message(tmp_path)


def test_the_whole_message(tmp_path: Path) -> None:
    with pytest.raises(MissingError) as caught:
        data.load_images(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/MNIST/raw/{IMAGES}.gz: is missing; "
        f"run `grader fetch-data --data {tmp_path}` or name another folder that contains MNIST/raw/."
    )


# Search order


def test_a_named_folder_decides_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(data.cache_folder(), PLAIN)
    (tmp_path / "empty").mkdir()
    assert "is missing" in message(tmp_path / "empty")
    assert "--data: nowhere is not a folder" in message(Path("nowhere"))
    monkeypatch.setenv("CONVKIT_DATA", str(tmp_path / "empty"))
    assert "is missing" in message(None)
    monkeypatch.setenv("CONVKIT_DATA", "nowhere")
    assert "$CONVKIT_DATA: nowhere is not a folder" in message(None)


def test_the_places_are_searched_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch_home = tmp_path / "torch"
    for place in (Path("data"), torch_home / "datasets" / "vision", torch_home, data.cache_folder()):
        put(place, PLAIN)
        assert data.load_images().source == f"MNIST from {place / 'MNIST' / 'raw'}"
    monkeypatch.setenv("CONVKIT_DATA", str(put(tmp_path / "set", PLAIN)))
    assert str(tmp_path / "set") in data.load_images().source
    assert str(tmp_path / "given") in data.load_images(put(tmp_path / "given", PLAIN)).source


def test_damage_in_a_default_place_is_skipped_and_logged(tmp_path: Path) -> None:
    put(data.cache_folder(), PLAIN | {LABELS: b"damaged"})
    put(Path("data"), PLAIN)
    told: list[str] = []
    assert data.load_images(log=told.append).source == "MNIST from data/MNIST/raw"
    assert len(told) == 1
    assert told[0].startswith(f"Skipped: {data.cache_folder()}")


def test_weights_are_searched_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert data.weights_file("w.pth") is None
    (data.cache_folder() / "hub" / "checkpoints").mkdir(parents=True)  # an empty one hides no other
    for home in (tmp_path / "torch", data.cache_folder()):
        file = home / "hub" / "checkpoints" / "w.pth"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"w")
        assert data.weights_file("w.pth") == file
    monkeypatch.setenv("CONVKIT_DATA", str(tmp_path / "here"))
    assert data.weights_file("w.pth") is None
    assert data.weights_file("w.pth", tmp_path / "torch") == tmp_path / "torch" / "hub" / "checkpoints" / "w.pth"
    with pytest.raises(ResourceError, match="is not a folder"):
        data.weights_file("w.pth", tmp_path / "nowhere")


# The digits


def test_without_mnist_the_digits_are_used_and_logged() -> None:
    told: list[str] = []
    images = data.load_images(download=False, log=told.append)
    assert images.name == "digits"
    assert "MNIST was not found" in images.source
    assert "digits instead" in told[-1]


def test_the_digits_look_like_mnist_and_never_change() -> None:
    images = data.digits()
    assert images.train_images.shape == (1297, 28, 28)
    assert images.test_images.shape == (500, 28, 28)
    assert images.train_images.dtype == images.test_images.dtype == np.uint8
    assert images.train_labels.dtype == images.test_labels.dtype == np.int64
    assert images.train_images.max() == 255
    assert np.bincount(images.test_labels, minlength=10).min() > 30
    for axis in (1, 2):
        mass = images.train_images.sum(axis=(0, axis), dtype=np.int64)
        assert np.average(np.arange(28), weights=mass) == pytest.approx(13.5, abs=0.5)
    assert not images.train_images[:, :4].any()
    assert images.test_labels[:8].tolist() == data.digits().test_labels[:8].tolist()
    assert hashlib.sha256(images.test_labels.tobytes()).hexdigest().startswith("3584d2701c7c39bc")


# The real MNIST


@needs_mnist
def test_the_real_mnist_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "SUMS", PUBLISHED)
    images = data.load_images(REAL)
    assert images.train_images.shape == (60_000, 28, 28)
    assert images.test_images.shape == (10_000, 28, 28)
    assert images.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert np.bincount(images.test_labels)[1] == 1135
    assert round(float(images.train_images.mean()) / 255, 4) == 0.1307


@needs_mnist
def test_the_sums_of_the_unpacked_files_are_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "SUMS", PUBLISHED)
    packed = sorted((REAL / "MNIST" / "raw").glob("*.gz"))
    put(tmp_path, {path.stem: gzip.decompress(path.read_bytes()) for path in packed})
    assert data.load_images(tmp_path).name == "mnist"
    put(tmp_path, {LABELS: PLAIN[LABELS]})
    assert "wrong md5" in message(tmp_path)


# Downloading, by torchvision and torch.hub, from a server on this machine


class Mirror(BaseHTTPRequestHandler):
    """Serves the files of its server; others are not found."""

    def do_GET(self) -> None:
        content = self.server.files.get(self.path.lstrip("/"))  # type: ignore[attr-defined]  # the fixture puts it there
        self.send_response(200 if content is not None else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_arguments: object) -> None:
        """Print nothing."""


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """Serve these files as the only mirror of MNIST."""
    from torchvision.datasets import MNIST

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mirror)
    server.files = dict(PACKED)  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setattr(MNIST, "mirrors", [address])
    monkeypatch.setattr(MNIST, "resources", [(name, SUMS[name]) for name in PACKED])
    yield server.files  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_what_is_missing_is_downloaded(files: dict[str, bytes], tmp_path: Path) -> None:
    assert data.fetch_mnist(tmp_path) == tmp_path
    assert data.load_images(tmp_path).name == "mnist"
    files.clear()
    assert data.fetch_mnist(tmp_path) == tmp_path, "what is there is not asked for again"


def test_what_is_damaged_is_downloaded_again(files: dict[str, bytes], tmp_path: Path) -> None:
    put(tmp_path, PLAIN | {LABELS: b"damaged"})
    data.fetch_mnist(tmp_path)
    assert data.load_images(tmp_path).train_labels[:3].tolist() == [0, 1, 2]


def test_without_a_folder_the_download_goes_to_the_cache(files: dict[str, bytes]) -> None:
    assert data.load_images().source == f"MNIST from {data.cache_folder() / 'MNIST' / 'raw'}"


@pytest.mark.parametrize("content", [b"<html>Please log in</html>", None], ids=["other bytes", "not found"])
def test_a_mirror_without_the_right_bytes_is_an_error_in_one_line(
    content: bytes | None, files: dict[str, bytes], tmp_path: Path
) -> None:
    files.clear()
    files.update({f"{IMAGES}.gz": content} if content else {})
    with pytest.raises(ResourceError, match="download failed") as caught:
        data.fetch_mnist(tmp_path)
    assert "\n" not in str(caught.value) and "--data" in str(caught.value)


def test_without_a_network_the_digits_are_used(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    from torchvision.datasets import MNIST

    monkeypatch.setattr(MNIST, "mirrors", ["http://127.0.0.1:9/"])
    told: list[str] = []
    assert data.load_images(log=told.append).name == "digits"
    assert "could not be downloaded" in told[0]


def test_a_silent_server_is_given_up_soon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from torchvision.datasets import MNIST

    monkeypatch.setattr(data, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(MNIST, "mirrors", [f"http://127.0.0.1:{silent.getsockname()[1]}/"])
        with pytest.raises(ResourceError, match="download failed"):
            data.fetch_mnist(tmp_path)
    assert socket.getdefaulttimeout() is None


def test_two_that_start_together_share_one_download(files: dict[str, bytes], tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(data.fetch_mnist, [tmp_path, tmp_path])) == [tmp_path, tmp_path]
    assert data.load_images(tmp_path).name == "mnist"


def test_weights_with_another_sum_are_refused(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from torchvision.datasets import MNIST

    files["weights"] = b"some bytes"
    published = SimpleNamespace(DEFAULT=SimpleNamespace(url=f"{MNIST.mirrors[0]}weights"))
    monkeypatch.setattr("torchvision.models.Inception_V3_Weights", published)
    with pytest.raises(ResourceError, match="invalid hash value"):
        data.fetch_inception(tmp_path)
    digest = hashlib.sha256(b"some bytes").hexdigest()
    monkeypatch.setattr(data, "INCEPTION", f"inception_v3_google-{digest[:8]}.pth")
    data.fetch_inception(tmp_path)
    assert data.weights_file(data.INCEPTION, tmp_path) is not None


def test_a_folder_that_cannot_be_written_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "MNIST").write_text("a file is in the way")
    with pytest.raises(ResourceError, match="download failed"):
        data.fetch_mnist(tmp_path)
