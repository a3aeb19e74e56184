"""Write files so that nobody ever sees half of one."""

import os
import tempfile
from pathlib import Path

HALF = ".half"  # the end of the name of a file that is not complete yet


def write_atomically(file: Path, content: bytes) -> None:
    """Put a file into its place in one step, so that nobody ever sees half of it."""
    try:
        _write_and_rename(file, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None


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
    """Remove what was not yet in its place when an earlier run was killed."""
    for half in folder.glob(f".*{HALF}"):
        half.unlink(missing_ok=True)
