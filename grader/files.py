"""Write files atomically."""

import os
import tempfile
from pathlib import Path

HALF = ".half"  # suffix of a file that is not complete yet
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the time of all files in an archive that is the same bytes each time


def write_atomically(file: Path, content: bytes) -> None:
    """Write a file in one step: no reader ever sees it incomplete. Creates missing folders."""
    try:
        _write_and_rename(file, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None


def write_or_remove(file: Path, content: bytes) -> None:
    """Write a file in one step, or remove it if there is nothing to write."""
    if content:
        write_atomically(file, content)
    else:
        file.unlink(missing_ok=True)


def _write_and_rename(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-", suffix=HALF)
    try:
        with os.fdopen(descriptor, "wb") as half:
            half.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def remove_halves(folder: Path) -> None:
    """Remove the incomplete files that a killed run left behind."""
    for half in folder.glob(f".*{HALF}"):
        half.unlink(missing_ok=True)
