"""If isolation is required, a test that is skipped for lack of it fails."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from support import run

HERE = Path(__file__).parent
TESTS = """
import pytest

@pytest.mark.skipif(True, reason={reason!r})
def test_marked():
    pass

def test_calls():
    pytest.skip({reason!r})
"""


@pytest.mark.parametrize(
    ("reason", "required", "counts"),
    [
        ("this kernel has no Landlock", "1", "1 failed, 1 error"),
        ("the isolation level R1 is not available here: no bwrap", "1", "1 failed, 1 error"),
        ("this kernel has no Landlock", None, "2 skipped"),
        ("root may read everything", "1", "2 skipped"),
    ],
)
def test_a_skip_for_lack_of_isolation_fails_if_isolation_is_required(
    reason: str, required: str | None, counts: str, tmp_path: Path
) -> None:
    for name in ("conftest.py", "support.py", "ordinary_user.py", "installed.py", "browsing.py"):
        shutil.copyfile(HERE / name, tmp_path / name)
    (tmp_path / "test_it.py").write_text(TESTS.format(reason=reason))
    done = run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=tmp_path,
        env={"CONVKIT_REQUIRE_ISOLATION": required},
    )  # fmt: skip
    assert counts in done.stdout, done.stdout
    assert (reason in done.stdout) == (counts != "2 skipped")
