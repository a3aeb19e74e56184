"""Build a wheel of the kit from the source that it runs from, without a network."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = ("grader", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
MOMENT = "315619200"  # 1980-01-02 in seconds: the same source gives the same bytes


class WheelError(Exception):
    """There is no wheel. The message says why."""


def build() -> tuple[str, bytes]:
    """Return the name and the bytes of a wheel of the kit. Raises WheelError if the source is not here."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        raise WheelError("the kit is installed as a package, without its source")
    with tempfile.TemporaryDirectory(prefix="convkit-wheel-") as scratch:
        source, out = Path(scratch) / "source", Path(scratch) / "out"
        _copy(root, source)
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
        environment = os.environ | {"SOURCE_DATE_EPOCH": MOMENT, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        arguments = ["--wheel-dir", str(out), str(source)]
        done = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True, check=False)
        wheel = next(out.glob("*.whl"), None)
        if done.returncode or wheel is None:
            reason = (done.stderr.strip().splitlines() or ["pip wheel failed"])[-1]
            raise WheelError(f"the wheel could not be built ({reason})")
        return wheel.name, wheel.read_bytes()


def _copy(root: Path, source: Path) -> None:
    """Copy what the wheel is made of, since a build leaves files beside its source."""
    source.mkdir()
    for name in PARTS:
        if (root / name).is_dir():
            shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        elif (root / name).is_file():
            shutil.copyfile(root / name, source / name)
    for place in source.rglob("*"):
        place.chmod(0o755 if place.is_dir() else 0o644)
