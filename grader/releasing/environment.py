"""A fresh environment: a copy of a release in a folder of its own, with the kit that the release brings along."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader import results
from grader.files import write_atomically
from grader.results import Report


class Fresh:
    """A copy of a release, and a Python that has the packages of this one, but first the kit of the release."""

    def __init__(self, files: Mapping[str, bytes], scratch: Path) -> None:
        self.folder, self.scratch = scratch / "copy", scratch
        for name, content in files.items():
            write_atomically(self.folder / name, content)
        home = scratch / "environment"
        venv.EnvBuilder(symlinks=os.name != "nt").create(home)
        names = {"base": str(home), "platbase": str(home)}
        site = Path(sysconfig.get_path("purelib", "venv", names))
        program = "python.exe" if os.name == "nt" else "python"
        self.python = Path(sysconfig.get_path("scripts", "venv", names)) / program
        packages = [path for path in sys.path if path.rstrip(os.sep).endswith("packages")]
        (site / "here.pth").write_text("".join(f"import site; site.addsitedir({path!r})\n" for path in packages))
        for wheel in (self.folder / "kit").glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python in the copy; nothing but the packages is taken over from this process."""
        kept = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "CONVKIT_DATA", "XDG_CACHE_HOME", "HOME")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=self.folder,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def kit(self) -> str:
        """Return where the kit is imported from."""
        return self.run("-c", "import grader; print(grader.__file__)").stdout.strip()

    def pytest(self, budget: str) -> Report | str:
        """Check the modules in student/; return the report, or the last line that was printed."""
        file = self.scratch / "report.json"
        file.unlink(missing_ok=True)
        done = self.run("-m", "pytest", "--budget", budget, "--results", str(file))
        return results.load(file) or ((done.stderr or done.stdout).strip().splitlines() or ["nothing was printed"])[-1]
