"""Find or download the images for training and the weights of Inception v3.

Reading and verifying files requires no torch; torchvision and torch.hub are imported only to download.
"""

import gzip
import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from grader.resources import Log, ResourceError, to_stderr

PATIENCE = 5.0  # seconds to wait for a server
INCEPTION = "inception_v3_google-0cc3c7bd.pth"  # torchvision's file name, with the start of the SHA-256
SUMS = {  # MD5: from torchvision, and computed here for the unpacked files
    "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}


class MissingError(ResourceError):
    """A file is missing."""


@dataclass(frozen=True, eq=False)
class Images:
    """Labelled images, bright on dark; the arrays are read-only."""

    name: str  # "mnist" or "digits"
    source: str  # where they came from, for display
    train_images: NDArray[np.uint8]  # (N, 28, 28)
    train_labels: NDArray[np.int64]  # (N,)
    test_images: NDArray[np.uint8]  # (M, 28, 28)
    test_labels: NDArray[np.int64]  # (M,)

    def __post_init__(self) -> None:
        for array in (self.train_images, self.train_labels, self.test_images, self.test_labels):
            array.setflags(write=False)


def cache_folder() -> Path:
    """Return the kit's data folder, which may not exist yet."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "convkit"


def load_images(folder: Path | None = None, *, download: bool = True, log: Log = to_stderr) -> Images:
    """Return MNIST or, if it is not available, scikit-learn's digits.

    A data folder contains `MNIST/raw/` in torchvision's layout. If `folder` or `$CONVKIT_DATA` is given, only it is
    searched; raises ResourceError if MNIST is missing or damaged there. Otherwise searches the caches of the kit, torch
    and torchvision and `./data`, then tries to download to the kit's cache. Messages go to `log`.
    """
    if chosen := _chosen(folder):
        return _mnist(chosen)
    for place in (cache_folder(), _torch_home(), _torch_home() / "datasets" / "vision", Path("data")):
        try:
            return _mnist(place)
        except MissingError:
            continue
        except ResourceError as error:
            log(f"Skipped: {error}")
    if download:
        try:
            return _mnist(fetch_mnist())
        except ResourceError:
            log("MNIST could not be downloaded; run `grader fetch-data` to see why.")
    log("MNIST is not available: using scikit-learn's digits instead, as noted in the results.")
    return digits()


def weights_file(name: str, folder: Path | None = None) -> Path | None:
    """Return this file in the hub cache of `folder`, else `$CONVKIT_DATA`, else a default place, or None."""
    chosen = _chosen(folder)
    homes = [chosen] if chosen else [cache_folder(), _torch_home()]
    files = (home / "hub" / "checkpoints" / name for home in homes)
    return next((file for file in files if file.is_file() and os.access(file, os.R_OK)), None)


def digits() -> Images:
    """Return scikit-learn's digits in a fixed split, 1,297 for training and 500 for testing.

    They are resized to 20 × 20 pixels and centred in 28 × 28, as in MNIST.
    """
    from PIL import Image  # noqa: PLC0415 - rarely used, like scikit-learn
    from sklearn.datasets import load_digits  # noqa: PLC0415 - takes a second

    values, labels = load_digits(return_X_y=True)  # (1797, 64) in 0 .. 16
    small = np.rint(values.reshape(-1, 8, 8) * (255 / 16)).astype(np.uint8)
    drawn = [Image.fromarray(image).resize((20, 20), Image.Resampling.BILINEAR) for image in small]
    images = np.pad(np.array([np.asarray(image) for image in drawn]), ((0, 0), (4, 4), (4, 4)))
    labels = labels.astype(np.int64)
    # RandomState, unlike default_rng, guarantees the same numbers in every version of NumPy.
    test, train = np.split(np.random.RandomState(0).permutation(len(labels)), [500])
    source = "scikit-learn's bundled digits, resized to 28 × 28 (MNIST was not found)"
    return Images("digits", source, images[train], labels[train], images[test], labels[test])


def fetch_mnist(folder: Path | None = None) -> Path:
    """Download the missing or damaged files of MNIST to `folder`/MNIST/raw; the default is the kit's cache."""
    folder = folder or cache_folder()
    raw = folder / "MNIST" / "raw"
    with _downloading(raw):
        for file in raw.glob("*-ubyte*"):
            if _md5(file.read_bytes()) != SUMS.get(file.name):
                file.unlink()
        from torchvision.datasets import MNIST  # noqa: PLC0415  its import takes seconds

        MNIST(str(folder), download=True)
    return folder


def fetch_inception(folder: Path | None = None) -> Path:
    """Download the weights of Inception v3 to `folder`/hub/checkpoints; the default is the kit's cache."""
    folder = folder or cache_folder()
    file = folder / "hub" / "checkpoints" / INCEPTION
    beginning = INCEPTION.removesuffix(".pth").rpartition("-")[2]
    with _downloading(file.parent):
        if not (file.exists() and hashlib.sha256(file.read_bytes()).hexdigest().startswith(beginning)):
            from torch.hub import download_url_to_file  # noqa: PLC0415  their imports take seconds
            from torchvision.models import Inception_V3_Weights  # noqa: PLC0415

            download_url_to_file(Inception_V3_Weights.DEFAULT.url, str(file), beginning, sys.stderr.isatty())
    return folder


@contextmanager
def _downloading(folder: Path) -> Iterator[None]:
    """Lock a folder for a download, with a short network timeout; failures become ResourceError."""
    before = socket.getdefaulttimeout()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        socket.setdefaulttimeout(PATIENCE)
        with FileLock(folder / ".lock"):
            yield
    except (OSError, RuntimeError) as error:  # RuntimeError: torch.hub on a wrong checksum, torchvision without mirrors
        remedy = "check your network connection, or pass a folder that contains the files with --data"
        raise ResourceError(f"{folder}: download failed ({reason(error)}); {remedy}.") from error
    finally:
        socket.setdefaulttimeout(before)


def reason(error: Exception) -> str:
    """Return the message of an exception on one line."""
    return " ".join(str(error).split()) or type(error).__name__


def _chosen(folder: Path | None) -> Path | None:
    """Return the folder given as an argument or by $CONVKIT_DATA, or None."""
    name, value = ("--data", folder) if folder else ("$CONVKIT_DATA", os.environ.get("CONVKIT_DATA"))
    if value and not Path(value).is_dir():
        raise ResourceError(f"{name}: {value} is not a folder; name the folder that contains MNIST/raw/.")
    return Path(value) if value else None


def _torch_home() -> Path:
    """Return torch's download cache, without importing torch."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("TORCH_HOME") or Path(caches) / "torch")


def _mnist(folder: Path) -> Images:
    raw = folder / "MNIST" / "raw"
    try:
        train, test = _part(raw, "train"), _part(raw, "t10k")
    except ResourceError as error:
        remedy = f"run `grader fetch-data --data {folder}` or name another folder that contains MNIST/raw/."
        raise type(error)(f"{error}; {remedy}") from error
    return Images("mnist", f"MNIST from {raw}", *train, *test)


def _part(raw: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return images (N, 28, 28) and labels (N,); the files have headers of 16 and 8 bytes."""
    images = np.frombuffer(_read(raw / f"{part}-images-idx3-ubyte"), np.uint8, offset=16).reshape(-1, 28, 28)
    labels = np.frombuffer(_read(raw / f"{part}-labels-idx1-ubyte"), np.uint8, offset=8)
    return images, labels.astype(np.int64)


def _read(plain: Path) -> bytes:
    """Return the unpacked content of `plain`.gz, or the content of `plain`. Raises ResourceError for a wrong MD5."""
    packed = plain.with_name(f"{plain.name}.gz")
    for path in (packed, plain):
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise ResourceError(f"{path}: cannot be read ({reason(error)})") from error
        if (md5 := _md5(data)) != SUMS[path.name]:
            raise ResourceError(f"{path}: damaged or incomplete ({len(data):,} bytes, wrong md5 {md5})")
        return gzip.decompress(data) if path is packed else data
    raise MissingError(f"{packed}: is missing")


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
