"""An environment with the kit as users install it: from a wheel, without the checkout, and without torch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from support import ROOT

LEFT_OUT = re.compile(  # what a course of NumPy exercises does without, and the kit itself
    r"(torch|functorch|nvidia|triton|cuda|sklearn|scikit|skimage|scipy|matplotlib|mpl_toolkits|pylab|sympy|networkx"
    r"|convkit|__editable__|__pycache__|distutils-precedence)"
)


@dataclass(frozen=True)
class Installed:
    """A virtual environment, with the wheel that the kit was installed from."""

    folder: Path
    wheel: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def grader(self) -> Path:
        return self.folder / "bin" / "grader"


def install(folder: Path) -> Installed:
    """Build a wheel of the checkout, and install it beside links to the packages that are installed here."""
    environment = folder / "environment"
    _run(sys.executable, "-m", "venv", "--without-pip", environment)
    found = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not LEFT_OUT.match(entry.name):
            (found / entry.name).symlink_to(entry)
    wheel = build(folder)
    pip = (sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "--disable-pip-version-check")
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel)
    return Installed(environment, wheel)


def build(folder: Path) -> Path:
    """Build the sdist of the checkout, and a wheel from that."""
    code = f"from setuptools import build_meta; build_meta.build_sdist({str(folder)!r})"
    # Apart from the checkout, where an earlier build may have left something; it is also not writable everywhere.
    source = folder / "source"
    _run("cp", "-r", *(ROOT / name for name in ("grader", "pyproject.toml", "README.md", "LICENSE", "NOTICE")),
         _made(source))  # fmt: skip
    _run(sys.executable, "-c", code, cwd=source)
    (sdist,) = folder.glob("*.tar.gz")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps", "--no-index")
    _run(*pip, "--no-build-isolation", "--wheel-dir", folder, sdist)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _run(*command: object, cwd: Path | None = None) -> None:
    done = subprocess.run(
        [os.fspath(c) if isinstance(c, Path) else str(c) for c in command],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
