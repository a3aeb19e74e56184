"""Choose how strongly workers are isolated, by trying what must be refused."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

KIT_PACKAGES = ("msgspec", "numpy", "torch")  # what a worker of ours needs itself
KIT_FILES = ("__init__", "zygote", "worker", "wire", "recipes", "jail", "probe", "reading")
SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache", "/usr/share/zoneinfo")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
KIT_IN_JAIL = "/kit"


class Rung(StrEnum):
    """How much of the promises of docs/security.md holds here."""

    R1 = "R1"  # namespaces by bubblewrap, and every lock of R2
    R2 = "R2"  # Landlock, seccomp, no_new_privs, resource limits
    R3 = "R3"  # a process of its own with the locks that this system has

    @property
    def promise(self) -> str:
        return {
            Rung.R1: "namespaces, Landlock, seccomp and resource limits",
            Rung.R2: "Landlock, seccomp and resource limits, without namespaces",
            Rung.R3: "WEAK: a process of its own; nothing here stops malice",
        }[self]


@dataclass(frozen=True)
class Supplies:
    """What submissions may use: installed packages, what is imported ahead, and pretrained weights.

    `weights` is a file in a hub cache (…/hub/checkpoints/NAME), the one thing besides Python that workers may read.
    """

    packages: tuple[str, ...]
    preload: tuple[str, ...] = ()
    weights: Path | None = None


@dataclass(frozen=True)
class Command:
    """How to start a zygote: what to run, in which environment."""

    arguments: tuple[str, ...]
    environment: dict[str, str]


@cache
def readable_paths(supplies: Supplies) -> tuple[str, ...]:
    """List what workers may read: Python, the packages with their needs, entry by entry, and the weights."""
    stdlib = Path(sysconfig.get_paths()["stdlib"])
    entries = [str(entry) for entry in stdlib.iterdir() if entry.name not in ("site-packages", "dist-packages")]
    library = Path(sysconfig.get_config_var("LIBDIR") or "/nonexistent")
    entries += [str(file) for file in library.glob("libpython*")]
    for name in sorted(closure((*supplies.packages, *KIT_PACKAGES))):
        entries += _entries_of(importlib.metadata.distribution(name))
    entries += [str(supplies.weights)] if supplies.weights else []
    system = [path for path in SYSTEM if os.path.exists(path)]  # noqa: PTH110
    return tuple(dict.fromkeys([*system, *entries]))


def closure(packages: Iterable[str]) -> set[str]:
    """Return the installed distributions among these packages and all that they need."""
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found or name == "convkit":
            continue
        try:
            requires = importlib.metadata.distribution(name).requires or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += [
            re.split(r"[\s;<>=!~\[(]", need, maxsplit=1)[0] for need in requires if not re.search(r"extra\s*==", need)
        ]
    return found


@cache
def package_folders(packages: tuple[str, ...]) -> list[str]:
    """Return the folders in which these packages are installed; more than one where environments are layered."""
    found = (
        importlib.metadata.distribution(name).locate_file("") for name in sorted(closure((*packages, *KIT_PACKAGES)))
    )
    return list(dict.fromkeys(map(str, found)))


def _entries_of(distribution: importlib.metadata.Distribution) -> list[str]:
    """Return the files and folders in site-packages that belong to a distribution."""
    names = {file.parts[0] for file in distribution.files or [] if file.parts[0] != ".."}
    root = Path(str(distribution.locate_file("")))
    return [str(root / name) for name in sorted(names) if not name.endswith(".pth") and name != "__pycache__"]


def command(rung: Rung, supplies: Supplies, scratch: Path, control: int) -> Command:
    """Return how a zygote is started on this rung; `scratch` is a writable folder for it, unused on R1."""
    package = Path(__file__).resolve().parent
    kit = KIT_IN_JAIL if rung is Rung.R1 else str(package.parents[1])
    temporary = "/tmp" if rung is Rung.R1 else str(scratch)
    site_packages = package_folders(supplies.packages)
    boot = (
        f"import sys, site; sys.path += {site_packages!r}; site.setquit(); site.sethelper(); "
        f"sys.path.insert(0, {kit!r}); from grader.submission import zygote; "
        f"{'pass' if kit in site_packages else 'sys.path.pop(0)'}; zygote.main({control})"
    )
    python = (os.path.realpath(sys.executable), "-s", "-S", "-P", "-B", "-c", boot)
    environment = {
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PATH": "/nonexistent",
        "PYTHONHASHSEED": "0",
        "TMPDIR": temporary,
        "XDG_CACHE_HOME": temporary,
        "MPLCONFIGDIR": temporary,
        "MPLBACKEND": "Agg",
        "TORCHINDUCTOR_CACHE_DIR": temporary,
        "CUDA_VISIBLE_DEVICES": "",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    if supplies.weights:
        environment["TORCH_HOME"] = str(supplies.weights.parents[2])
    if rung is not Rung.R1:
        return Command(python, environment)
    return Command((*_bubblewrap(supplies, package, python[0], environment), "--", *python), environment)


def _bubblewrap(supplies: Supplies, package: Path, python: str, environment: dict[str, str]) -> list[str]:
    """Return the arguments that give the zygote namespaces of its own and only the readable paths as its files."""
    arguments = [
        "bwrap",
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--cap-drop",
        "ALL",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--hostname",
        "jail",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/tmp",
        "--chdir",
        "/",
    ]
    for name, value in environment.items():
        arguments += ["--setenv", name, value]
    for path in (*readable_paths(supplies), python):
        if Path(path).is_symlink() and path in SYSTEM:
            arguments += ["--symlink", os.readlink(path), path]  # noqa: PTH115  /lib -> usr/lib stays relative
        else:
            arguments += ["--ro-bind-try", path, path]
    arguments += ["--ro-bind", str(package.parent / "__init__.py"), f"{KIT_IN_JAIL}/grader/__init__.py"]
    for name in KIT_FILES:
        arguments += ["--ro-bind", str(package / f"{name}.py"), f"{KIT_IN_JAIL}/grader/submission/{name}.py"]
    return [*arguments, "--remount-ro", "/"]


def has_bubblewrap() -> bool:
    return shutil.which("bwrap") is not None


def verdict(rung: Rung, locked: Iterable[str], attempts: dict[str, bool]) -> list[str]:
    """Return what speaks against calling this rung reached: locks that are missing, attempts that succeeded."""
    needed = {"no_new_privs", "landlock", "seccomp", "rlimits"} if rung is not Rung.R3 else set()
    against = [f"{name} is not to be had" for name in sorted(needed - set(locked))]
    forbidden = set(attempts) - (set() if rung is Rung.R1 else {"see_the_course"})
    if rung is not Rung.R3:
        against += [f"a worker can {name.replace('_', ' ')}" for name in sorted(forbidden) if attempts[name]]
    return against
