"""The judge keeps the arrays of the failure that it tells, and a later run keeps them too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import support
from support import hand_in

from grader import evidence
from grader.plots.charts import Figure
from grader.plots.svg import Panel

pytestmark = pytest.mark.slow
ADDS = "import numpy as np\n\ndef to_gray(image):\n    return image.mean(axis=2, dtype='float32') + np.float32(1)\n"
RAISES = "def to_gray(image):\n    raise ValueError('<b>no</b>')\n"


@pytest.fixture(scope="module")
def graded(
    isolated: str, course_folder: Path, bank_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> support.Batch:
    folder = tmp_path_factory.mktemp("evidence")
    everyone = [hand_in(folder / "in" / name, images=code) for name, code in (("ada", ADDS), ("bob", RAISES))]
    return support.grade(course_folder, everyone, folder / "out", "--bank", bank_file, "--only", "to_gray,crop")


def panels_of(graded: support.Batch, name: str) -> dict[str, tuple[Figure, ...]]:
    found = evidence.load(graded.out / name / evidence.FILE, graded.report(name)["digest"])
    assert found is not None
    return dict(found)


def test_a_wrong_answer_leaves_input_expected_and_got(graded: support.Batch) -> None:
    assert graded.done.returncode == 0, graded.text
    panels = {panel.title: panel for panel in panels_of(graded, "ada")["to_gray"] if isinstance(panel, Panel)}
    assert set(panels) == {"image", "expected", "got", "difference"}
    np.testing.assert_allclose(panels["got"].array, panels["expected"].array + 1)
    np.testing.assert_allclose(panels["image"].array.mean(axis=2), panels["expected"].array, rtol=1e-5)


def test_an_exception_leaves_the_input(graded: support.Batch) -> None:
    assert [panel.title for panel in panels_of(graded, "bob")["to_gray"]] == ["image"]


def test_a_later_run_keeps_the_evidence_or_makes_it_again(
    graded: support.Batch, course_folder: Path, bank_file: Path
) -> None:
    options = "--bank", bank_file, "--only", "to_gray,crop"
    everyone = sorted((graded.out.parent / "in").iterdir())
    files = {name: graded.out / name / evidence.FILE for name in ("ada", "bob")}
    before = {name: file.read_bytes() for name, file in files.items()}
    files["bob"].unlink()
    with (everyone[0] / "images.py").open("a") as module:
        module.write("\n# changed, so that it is graded again\n")
    again = support.grade(course_folder, everyone, graded.out, *options)
    assert again.done.returncode == 0, again.text
    assert files["bob"].read_bytes() == before["bob"]
    assert panels_of(again, "ada").keys() == {"to_gray"}
    unchanged = files["ada"].stat().st_mtime_ns
    support.grade(course_folder, everyone, graded.out, *options)
    assert files["ada"].stat().st_mtime_ns == unchanged
