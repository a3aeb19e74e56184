"""The images are found, checked and fetched, or it is said in one line why not."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from grader.tutorial import data
from grader.tutorial.data import DataError, Edition, MissingDataError

REAL = Path(os.environ.get("CONVKIT_TEST_DATA") or Path(__file__).parents[3] / "shared" / "data")
needs_mnist = pytest.mark.skipif(
    not (REAL / "MNIST" / "raw").is_dir(), reason=f"{REAL} has no MNIST/raw; set CONVKIT_TEST_DATA"
)
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
NO_SUMS = Edition({})


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


def small_mnist(train: int = 30, test: int = 12) -> dict[str, bytes]:
    """Return the four unpacked files of a small MNIST: noise, labelled 0 to 9 in turn."""
    files = {}
    for part, count in (("train", train), ("t10k", test)):
        noise = np.random.default_rng(count).integers(0, 256, (count, 28, 28), dtype=np.uint8)
        files[f"{part}-images-idx3-ubyte"] = idx(noise)
        files[f"{part}-labels-idx1-ubyte"] = idx(np.arange(count, dtype=np.uint8) % 10)
    return files


PLAIN = small_mnist()
PACKED = {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in PLAIN.items()}
SUMS = {name: hashlib.md5(content).hexdigest() for name, content in (PLAIN | PACKED).items()}  # noqa: S324
SMALL = Edition(SUMS)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    raw = folder / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (raw / name).write_bytes(content)
    return folder


def message(folder: Path | None, edition: Edition = NO_SUMS) -> str:
    """Return why loading fails, which is one line with a remedy."""
    with pytest.raises(DataError) as caught:
        data.load_images(folder, download=False, edition=edition)
    text = str(caught.value)
    assert "\n" not in text
    assert "MNIST/raw" in text
    return text


@pytest.fixture(autouse=True)
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No data anywhere, no setting, no proxy between us and our own server."""
    monkeypatch.delenv("CONVKIT_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setenv("no_proxy", "*")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


# Loading


@pytest.mark.parametrize("files", [PLAIN, PACKED], ids=["unpacked", "packed"])
def test_both_forms_are_read(tmp_path: Path, files: dict[str, bytes]) -> None:
    images = data.load_images(put(tmp_path, files), edition=SMALL)
    assert images.name == "mnist"
    assert str(tmp_path) in images.source
    assert images.train_images.tobytes() == PLAIN[IMAGES][16:]
    assert images.test_images.shape == (12, 28, 28)
    assert images.train_labels.dtype == np.int64
    assert images.train_labels[:11].tolist() == [*range(10), 0]


def test_arrays_are_read_only(tmp_path: Path) -> None:
    images = data.load_images(put(tmp_path, PLAIN), edition=SMALL)
    for array in (images.train_images, images.train_labels, images.test_images, images.test_labels):
        assert not array.flags.writeable


@pytest.mark.parametrize("name", [*PLAIN, *PACKED])
def test_one_changed_byte_is_found(tmp_path: Path, name: str) -> None:
    files = dict(PACKED if name in PACKED else PLAIN)
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])
    assert f"{name}: damaged or half downloaded" in message(put(tmp_path, files), SMALL)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({f"{IMAGES}.gz": PACKED[f"{IMAGES}.gz"][:500]}, f"{IMAGES}.gz: cannot be read (Compressed file ended"),
        ({f"{IMAGES}.gz": b"<html>Please log in</html>"}, f"{IMAGES}.gz: cannot be read (Not a gzipped file"),
        ({f"{IMAGES}.gz": b"\x1f\x8b\x08" + bytes(40)}, f"{IMAGES}.gz: cannot be read ("),
        ({IMAGES: PLAIN[IMAGES][:-5]}, f"{IMAGES}: has 23,531 bytes, not the 23,536 that its header"),
        ({IMAGES: PLAIN[IMAGES] + b"!"}, f"{IMAGES}: has 23,537 bytes, not the 23,536 that its header"),
        ({IMAGES: PLAIN[IMAGES][:9]}, f"{IMAGES}: ends after 9 bytes, inside its header"),
        ({IMAGES: b""}, f"{IMAGES}: ends after 0 bytes"),
        ({IMAGES: b"\x00\x00\x08\x01" + PLAIN[IMAGES][4:]}, "starts with magic number 2049, not 2051"),
        ({IMAGES: idx(np.zeros((30, 14, 56), np.uint8))}, "images of 14 × 56 pixels, not 28 × 28"),
        ({LABELS: idx(np.zeros(29, np.uint8))}, "train has 30 images, but 29 labels"),
        ({LABELS: idx(np.full(30, 10, np.uint8))}, "train has the label 10, which is not 0 to 9"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, change: dict[str, bytes], said: str) -> None:
    assert said in message(put(tmp_path, PLAIN | change))


@pytest.mark.parametrize("name", PLAIN)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    put(tmp_path, PLAIN)
    (tmp_path / "MNIST" / "raw" / name).unlink()
    assert f"{name}.gz: is missing" in message(tmp_path)


def test_the_whole_message(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError) as caught:
        data.load_images(tmp_path, edition=SMALL)
    assert str(caught.value) == (
        f"{tmp_path}/MNIST/raw/{IMAGES}.gz: is missing; "
        f"run `grader fetch-data --data {tmp_path}` or name another folder that holds MNIST/raw/."
    )


# Where it is looked for


def test_a_named_folder_decides_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(data.cache_folder(), PLAIN)
    (tmp_path / "empty").mkdir()
    assert "is missing" in message(tmp_path / "empty", SMALL)
    assert "--data: nowhere is not a folder" in message(Path("nowhere"), SMALL)
    monkeypatch.setenv("CONVKIT_DATA", str(tmp_path / "empty"))
    assert "is missing" in message(None, SMALL)
    monkeypatch.setenv("CONVKIT_DATA", "nowhere")
    assert "$CONVKIT_DATA: nowhere is not a folder" in message(None, SMALL)


def test_the_places_are_searched_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch_home = tmp_path / "torch"
    for place in (Path("data"), torch_home / "datasets" / "vision", torch_home, data.cache_folder()):
        put(place, PLAIN)
        assert data.load_images(edition=SMALL).source == f"MNIST from {place / 'MNIST' / 'raw'}"
    monkeypatch.setenv("CONVKIT_DATA", str(put(tmp_path / "set", PLAIN)))
    assert str(tmp_path / "set") in data.load_images(edition=SMALL).source
    assert str(tmp_path / "given") in data.load_images(put(tmp_path / "given", PLAIN), edition=SMALL).source


def test_damage_in_a_usual_place_is_passed_over_and_told(tmp_path: Path) -> None:
    put(data.cache_folder(), PLAIN | {LABELS: b"damaged"})
    put(Path("data"), PLAIN)
    told: list[str] = []
    assert data.load_images(edition=SMALL, log=told.append).source == "MNIST from data/MNIST/raw"
    assert len(told) == 1
    assert told[0].startswith(f"Passed over: {data.cache_folder()}")


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
    with pytest.raises(DataError, match="is not a folder"):
        data.weights_file("w.pth", tmp_path / "nowhere")


# The digits


def test_without_anything_the_digits_stand_in_and_say_so() -> None:
    told: list[str] = []
    images = data.load_images(download=False, edition=SMALL, log=told.append)
    assert images.name == "digits"
    assert "MNIST was not found" in images.source
    assert "digits take its place" in told[-1]


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
def test_the_real_mnist_is_read() -> None:
    images = data.load_images(REAL)
    assert images.train_images.shape == (60_000, 28, 28)
    assert images.test_images.shape == (10_000, 28, 28)
    assert images.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert np.bincount(images.test_labels)[1] == 1135
    assert round(float(images.train_images.mean()) / 255, 4) == 0.1307


@needs_mnist
def test_the_sums_of_the_unpacked_files_are_right(tmp_path: Path) -> None:
    packed = sorted((REAL / "MNIST" / "raw").glob("*.gz"))
    put(tmp_path, {path.stem: gzip.decompress(path.read_bytes()) for path in packed})
    assert data.load_images(tmp_path).name == "mnist"
    put(tmp_path, {LABELS: PLAIN[LABELS]})
    assert "wrong md5" in message(tmp_path, data.PUBLISHED)


@needs_mnist
def test_a_complete_folder_needs_no_network() -> None:
    edition = replace(data.PUBLISHED, mirrors=())
    assert data.fetch_mnist(REAL, edition=edition) == REAL


# Fetching


class Mirror:
    """A server on this machine, with the faults that mirrors have."""

    def __init__(self) -> None:
        self.files = dict(PACKED)
        self.asked: list[tuple[str, str | None]] = []  # name, Range header
        self.resumes = True
        self.breaks_off_after: int | None = None
        self.stalls = threading.Event()
        self.stalls.set()  # set: it does not
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                mirror.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        name, span = request.path[1:], request.headers["Range"]
        self.asked.append((name, span))
        if name not in self.files:
            return request.send_error(404)
        start = int(span.removeprefix("bytes=").rstrip("-")) if span and self.resumes else 0
        body = self.files[name][start:]
        if start and not body:
            return request.send_error(416)
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.breaks_off_after])
        request.wfile.flush()
        self.stalls.wait(10)
        return None


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror()
    threading.Thread(target=mirror.server.serve_forever, args=(0.01,), daemon=True).start()
    yield mirror
    mirror.stalls.set()
    mirror.server.shutdown()
    mirror.server.server_close()


Fetch = Callable[..., Path]


@pytest.fixture
def fetch(tmp_path: Path, mirror: Mirror) -> Fetch:
    """Fetch from the mirror to `tmp_path`, quietly."""

    def from_mirror(*mirrors: str, patience: float = 5.0) -> Path:
        edition = Edition(SUMS, mirrors or (mirror.address,))
        return data.fetch_mnist(tmp_path, lambda _: None, edition=edition, patience=patience)

    return from_mirror


def kept(folder: Path) -> dict[str, bytes]:
    raw = folder / "MNIST" / "raw"
    return {path.name: path.read_bytes() for path in raw.iterdir() if path.name != ".lock"}


def test_what_is_fetched_can_be_loaded(fetch: Fetch, mirror: Mirror) -> None:
    folder = fetch()
    assert kept(folder) == PACKED
    assert data.load_images(folder, edition=SMALL).name == "mnist"
    fetch()
    assert len(mirror.asked) == 4


def test_only_what_is_damaged_is_fetched_again(fetch: Fetch, mirror: Mirror, tmp_path: Path) -> None:
    put(tmp_path, PACKED | {f"{LABELS}.gz": b"damaged"})
    assert kept(fetch()) == PACKED
    assert mirror.asked == [(f"{LABELS}.gz", None)]


def test_a_broken_download_is_resumed(fetch: Fetch, mirror: Mirror, tmp_path: Path) -> None:
    mirror.breaks_off_after = 1000
    with pytest.raises(DataError, match=r"the connection ended [0-9,]+ bytes too early"):
        fetch()
    assert kept(tmp_path) == {f"{IMAGES}.gz.part": PACKED[f"{IMAGES}.gz"][:1000]}
    mirror.breaks_off_after = None
    assert kept(fetch()) == PACKED
    assert mirror.asked[1] == (f"{IMAGES}.gz", "bytes=1000-")


def test_a_server_that_cannot_resume_sends_all(fetch: Fetch, mirror: Mirror, tmp_path: Path) -> None:
    mirror.resumes = False
    put(tmp_path, {f"{IMAGES}.gz.part": PACKED[f"{IMAGES}.gz"][:1000]})
    assert kept(fetch()) == PACKED
    assert len(mirror.asked) == 4


@pytest.mark.parametrize("half", [b"of another file", PACKED[f"{IMAGES}.gz"], PACKED[f"{IMAGES}.gz"] + b"!", b""])
def test_any_half_file_leads_to_the_right_one(fetch: Fetch, tmp_path: Path, half: bytes) -> None:
    put(tmp_path, {f"{IMAGES}.gz.part": half})
    assert kept(fetch()) == PACKED


def test_the_next_mirror_goes_on_where_the_first_broke_off(fetch: Fetch, mirror: Mirror) -> None:
    other = Mirror()
    other.breaks_off_after = 1000
    threading.Thread(target=other.server.serve_forever, args=(0.01,), daemon=True).start()
    assert kept(fetch(other.address, mirror.address)) == PACKED
    other.server.shutdown()
    other.server.server_close()
    assert (f"{IMAGES}.gz", "bytes=1000-") in mirror.asked


def test_wrong_bytes_are_never_kept(fetch: Fetch, mirror: Mirror, tmp_path: Path) -> None:
    mirror.files[f"{IMAGES}.gz"] = b"<html>Please log in</html>"
    with pytest.raises(DataError, match="other bytes than expected"):
        fetch()
    assert kept(tmp_path) == {}


def test_a_refusal_is_told_in_one_line(fetch: Fetch, mirror: Mirror, tmp_path: Path) -> None:
    mirror.files = {}
    with pytest.raises(DataError) as caught:
        fetch()
    assert str(caught.value) == (
        f"{tmp_path}/MNIST/raw/{IMAGES}.gz: could not be downloaded (127.0.0.1: HTTP Error 404: Not Found); "
        "try again with a network, or name with --data a folder that has it."
    )


def test_a_silent_server_is_given_up(fetch: Fetch, mirror: Mirror) -> None:
    mirror.breaks_off_after = 1000
    mirror.stalls.clear()
    begin = time.monotonic()
    with pytest.raises(DataError, match="timed out"):
        fetch(patience=0.3)
    assert time.monotonic() - begin < 2


def test_a_hanging_name_look_up_is_given_up(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def hang(*_: object, **__: object) -> None:
        released.wait(10)
        raise socket.gaierror("released")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    begin = time.monotonic()
    with pytest.raises(DataError, match=r"a\.invalid: TimeoutError; b\.invalid: TimeoutError"):
        fetch("http://a.invalid/", "http://b.invalid/", patience=0.3)
    assert time.monotonic() - begin < 2
    released.set()


def test_a_folder_that_cannot_be_written_is_told(fetch: Fetch, tmp_path: Path) -> None:
    (tmp_path / "MNIST").write_text("in the way")
    with pytest.raises(DataError, match="cannot be written"):
        fetch()


def test_graders_that_start_together_share_one_download(fetch: Fetch, mirror: Mirror) -> None:
    with ThreadPoolExecutor(3) as pool:
        folders = [pool.submit(fetch) for _ in range(3)]
    assert kept(folders[0].result()) == PACKED
    assert all(folder.exception() is None for folder in folders)
    assert len(mirror.asked) == 4


def test_loading_downloads_into_the_cache_and_repairs_it(mirror: Mirror) -> None:
    edition = Edition(SUMS, (mirror.address,))
    put(data.cache_folder(), PACKED | {f"{LABELS}.gz": b"damaged"})
    told: list[str] = []
    images = data.load_images(edition=edition, log=told.append)
    assert images.source == f"MNIST from {data.cache_folder() / 'MNIST' / 'raw'}"
    assert [line.split(":")[0].split()[0] for line in told] == ["Passed", "Downloaded"]


def test_loading_without_a_network_ends_with_the_digits() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        edition = Edition(SUMS, (f"http://127.0.0.1:{unused.getsockname()[1]}/",))
        told: list[str] = []
        assert data.load_images(edition=edition, log=told.append).name == "digits"
    assert "could not be downloaded" in told[0]
