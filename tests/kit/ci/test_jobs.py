"""The steps of CI jobs run for real, in folders laid out like a runner's, on submissions that attack the job."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import junitparser
import pytest
import support
import yaml
from support import DOUBLE, GRADER, ROOT, hand_in, run

WORKFLOWS = ROOT / ".github" / "workflows"
COMMANDS = "::add-mask::mask ##[add-path]/tmp ::add-matcher::none.json"  # what a runner would obey
ATTACK = f'''
import os, sys
print("{COMMANDS}")
print("{COMMANDS}", file=sys.stderr)
for name in ("GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
    try:
        open(os.environ[name], "a").write("BASH_ENV=/tmp/evil\\n")
    except Exception:
        pass


def double(n):
    raise ValueError("{COMMANDS}")
'''
# What a student puts beside the modules, so that the job would run or read it.
BESIDE = {
    "conftest.py": "raise SystemExit('the conftest ran')\n",
    "sitecustomize.py": "raise SystemExit('sitecustomize ran')\n",
    "grader/__init__.py": "raise SystemExit('their grader ran')\n",
    "course.toml": "title = 'all points on one exercise'\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--evil'\n",
    "uv.toml": "index-url = 'file:///evil'\n",
    f"student/{COMMANDS.replace('/', '')}.py": "x = 1\n",
}


def steps(workflow: str, **inputs: str) -> dict[str, dict[str, Any]]:
    """Return the steps of a workflow's only job by name, with the inputs filled in."""
    text = (WORKFLOWS / workflow).read_text()
    text = re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda found: inputs[found[1]], text)
    ((_, job),) = yaml.safe_load(text)["jobs"].items()
    return {step["name"]: step for step in job["steps"]}


@dataclass(frozen=True)
class Runner:
    """A runner's folders, with the kit installed where the step that installs it would put it."""

    home: Path

    @property
    def temporary(self) -> Path:
        return self.home / "temporary"

    @property
    def results(self) -> Path:
        return self.temporary / "results"

    @property
    def environment(self) -> dict[str, str | None]:
        files = {f"GITHUB_{name}": str(self.home / name) for name in ("ENV", "PATH", "OUTPUT", "STEP_SUMMARY")}
        return files | {"RUNNER_TEMP": str(self.temporary), "GITHUB_ACTIONS": "true", "BASH_ENV": None}

    def step(self, step: Mapping[str, Any], **secrets: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does: `bash --noprofile --norc -eo pipefail` on a file."""
        file = self.temporary / "step.sh"
        file.write_text(step["run"])
        given = {name: value or "" for name, value in step.get("env", {}).items() if "${{" not in (value or "")}
        folder = self.home / "workspace" / step.get("working-directory", "")
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", file)
        return run(*command, cwd=folder, env=self.environment | given | secrets)


@pytest.fixture
def runner(tmp_path: Path, tiny_folder: Path) -> Runner:
    made = Runner(tmp_path)
    shutil.copytree(tiny_folder, tmp_path / "workspace" / "course")
    shutil.copytree(ROOT / ".ci", tmp_path / "workspace" / "course" / ".ci")
    (made.temporary / "kit" / "bin").mkdir(parents=True)
    (made.temporary / "kit" / "bin" / "grader").symlink_to(GRADER)
    for name in ("ENV", "PATH", "OUTPUT", "STEP_SUMMARY"):
        (tmp_path / name).touch()
    return made


def attacker(folder: Path) -> Path:
    """Write a student's repository that attacks the job."""
    hand_in(folder / "student", sums=ATTACK)
    for name, content in BESIDE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


def assert_harmless(runner: Runner, done: subprocess.CompletedProcess[str]) -> None:
    """Require that a runner finds no command in the log but our own, and that nobody else wrote its files."""
    for line in (done.stdout + done.stderr).splitlines():
        assert "##[" not in line, line
        assert "::add-m" not in line, line
        ours = re.match(r"::(error file=|warning file=|remove-matcher owner=python::)", line)
        assert ours or not line.lstrip().startswith("::"), line
    for name in ("ENV", "PATH", "OUTPUT"):
        assert (runner.home / name).read_text() == ""


def test_feedback_shows_a_right_and_a_wrong_exercise(runner: Runner, isolated: str) -> None:
    hand_in(runner.home / "workspace" / "submission" / "student", sums=DOUBLE, more="def triple(n):\n    return n\n")
    done = runner.step(steps("feedback.yml", folder="student", require="")["Grade"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "::error file=student/more.py,line=1,title=triple" in done.stdout
    assert "double" in (runner.home / "STEP_SUMMARY").read_text()
    suite = junitparser.JUnitXml.fromfile(str(runner.results / "junit.xml"))
    assert sum(one.failures for one in suite) >= 1
    assert json.loads((runner.results / "student" / "results.json").read_text())["score"] == 5


def test_feedback_runs_and_prints_nothing_of_a_student(runner: Runner, isolated: str) -> None:
    attacker(runner.home / "workspace" / "submission")
    done = runner.step(steps("feedback.yml", folder="student", require="")["Grade"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert_harmless(runner, done)
    report = json.loads((runner.results / "student" / "results.json").read_text())
    assert (report["score"], report["max_score"]) == (0, 6)
    assert "BASH_ENV" not in (runner.home / "STEP_SUMMARY").read_text()


def test_feedback_on_an_empty_repository_is_no_fault_of_the_kit(runner: Runner, isolated: str) -> None:
    (runner.home / "workspace" / "submission").mkdir()
    done = runner.step(steps("feedback.yml", folder="student", require="")["Grade"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((runner.results / "student" / "results.json").read_text())["max_score"] == 6


def test_feedback_stops_where_its_data_is_missing(runner: Runner, isolated: str) -> None:
    hand_in(runner.home / "workspace" / "submission" / "student", sums=DOUBLE)
    done = runner.step(steps("feedback.yml", folder="student", require="mnist")["Grade"])
    assert done.returncode == 3
    assert "--require mnist" in done.stdout


def test_feedback_needs_a_runner_that_says_where_the_course_is(runner: Runner) -> None:
    step = steps("feedback.yml", folder="student", require="")["Find the course"]
    assert runner.step(step, COURSE="", COMMIT="").returncode == 1
    assert runner.step(step, COURSE="school/course", COMMIT="0123").returncode == 0


def origin(folder: Path, files: Path) -> None:
    """Make a bare repository with the files of a folder."""
    work = folder.with_suffix(".work")
    shutil.copytree(files, work)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "submission"]):
        run("git", "-c", "user.name=a", "-c", "user.email=a@b.c", *command, cwd=work)
    assert run("git", "clone", "--quiet", "--bare", work, folder, cwd=folder.parent).returncode == 0


def test_the_grade_of_record_fetches_submissions_as_data(runner: Runner, isolated: str, tmp_path: Path) -> None:
    server = tmp_path / "server" / "school"
    server.mkdir(parents=True)
    hand_in(tmp_path / "honest", sums=DOUBLE, more=support.TRIPLE)
    origin(server / "sums-ada", tmp_path / "honest")
    origin(server / "sums-eve", attacker(tmp_path / "attacker"))
    (runner.home / "workspace" / "course" / "repositories.txt").write_text(
        "# the class\nschool/sums-ada\nschool/sums-eve\nschool/sums-gone"
    )
    found = steps("grade.yml", submissions="repositories.txt", budget="quick", require="")
    fetched = runner.step(found["Fetch the submissions"], SERVER=f"file://{server.parent}", TOKEN="secret")  # noqa: S106  nobody's
    assert fetched.returncode == 0, fetched.stdout + fetched.stderr
    assert "Fetched: 2. Not fetched: 1." in fetched.stdout
    done = runner.step(found["Grade"])
    assert done.returncode == 0, done.stdout + done.stderr + (runner.results / "grader.log").read_text()
    assert_harmless(runner, done)
    for text in (fetched.stdout + fetched.stderr, done.stdout + done.stderr):
        assert not re.search("ada|eve|secret", text), "a log names nobody"
    scores = {file.parent.name: json.loads(file.read_text())["score"] for file in runner.results.glob("*/results.json")}
    assert sorted(scores.values()) == [0, 6]
    assert (runner.results / "site" / "index.html").exists()
    assert len((runner.results / "gradebook.csv").read_text().splitlines()) == 4
    assert junitparser.JUnitXml.fromfile(str(runner.results / "junit.xml"))


def test_the_grade_of_record_takes_what_a_platform_hands_out(runner: Runner, isolated: str) -> None:
    with zipfile.ZipFile(runner.home / "workspace" / "course" / "class.zip", "w") as download:
        download.writestr("lovelaceada_12345_678910_sums.py", DOUBLE)
        download.writestr("ngben_LATE_12346_678911_sums-1.py", "def double(n):\n    return n\n")
    found = steps("grade.yml", submissions="class.zip", budget="quick", require="")
    for name in ("Fetch the submissions", "Grade"):
        done = runner.step(found[name])
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Graded: 2 submissions." in done.stdout
    assert "lovelace" not in done.stdout + done.stderr
    assert (runner.results / "roster.csv").exists()


@pytest.mark.parametrize("line", ["school/../etc", "-oProxyCommand=x/y", "https://evil/x/y", "a b/c", "../x/y"])
def test_a_line_that_is_no_repository_is_refused(line: str, runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(f"{line}\n")
    done = run("bash", ROOT / ".ci" / "fetch", "list.txt", "out", cwd=tmp_path, env={"SERVER": "file:///none"})
    assert done.returncode == 2
    assert line not in done.stdout + done.stderr


@dataclass(frozen=True)
class StandIns:
    """Programs that take the place of those that would change the machine or download, and note how they are called."""

    home: Path

    @classmethod
    def make(cls, home: Path) -> StandIns:
        """Write the programs; a new environment gets stand-ins too, except for the kit's own command."""
        made = cls(home)
        made.programs.mkdir(parents=True)
        for name in ("sudo", "apt-get", "apparmor_parser", "install", "useradd", "chown"):
            made.write(made.programs / name, "")
        for name in ("python", "uv"):
            made.write(home / name, "")
        copies = f'mkdir -p "$3/bin"; cp {home}/python {home}/uv "$3/bin"; ln -sf {GRADER} "$3/bin/grader"'
        made.write(made.programs / "python3", copies)
        return made

    @property
    def programs(self) -> Path:
        return self.home / "programs"

    def write(self, file: Path, script: str) -> None:
        file.write_text(f'#!/bin/sh\necho "{file.name} $*" >> {self.home / "calls"}\n{script}\n')
        file.chmod(0o755)

    def run(self, *command: object, cwd: Path, env: Mapping[str, str | None] | None = None) -> list[str]:
        """Run a command that must succeed; return how the stand-ins were called."""
        (self.home / "calls").write_text("")
        path = os.pathsep.join([str(self.programs), "/usr/bin", "/bin"])
        done = run(*command, cwd=cwd, env={"PATH": path, **(env or {})})
        assert done.returncode == 0, done.stdout + done.stderr
        return (self.home / "calls").read_text().splitlines()


@pytest.mark.parametrize("released", [False, True])
def test_the_kit_is_installed_apart_from_everything_else(released: bool, runner: Runner, tmp_path: Path) -> None:
    course, kit = runner.home / "workspace" / "course", tmp_path / "environment"
    if released:
        (course / "requirements.txt").touch()
    calls = StandIns.make(tmp_path / "stand-ins").run("bash", ".ci/install", kit, cwd=course)
    wanted = "-r requirements.txt" if released else ".[torch]"
    assert f"python3 -m venv {kit}" in calls
    assert f"uv pip install --quiet --python {kit}/bin/python -c constraints.txt {wanted}" in calls


def test_the_steps_of_the_image_leave_a_kit_that_grades(runner: Runner, isolated: str, tmp_path: Path) -> None:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    for place in ("course", "kit", "data"):
        home = runner.home / "workspace" if place == "course" else tmp_path
        text = re.sub(rf"(?<![\w.])/{place}\b", str(home / place), text)
    course = runner.home / "workspace" / "course"
    variables = dict(re.findall(r"(\w+)=(\S+)", re.search(r"^ENV (.*)$", text, re.MULTILINE)[1]))  # type: ignore[index]
    made = StandIns.make(tmp_path / "stand-ins")
    steps_of_image = re.findall(r"^RUN (.*)$", text, re.MULTILINE)
    assert len(steps_of_image) == 3
    for step in steps_of_image[1:]:  # the first one is Debian's packages
        made.run("bash", "-o", "pipefail", "-c", step, cwd=course, env=variables)
    (program,) = json.loads(re.search(r"^ENTRYPOINT (.*)$", text, re.MULTILINE)[1])  # type: ignore[index]
    submission = hand_in(tmp_path / "in", sums=DOUBLE, more=support.TRIPLE)
    done = run(program, "grade", submission, "--out", tmp_path / "out", cwd=course)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((tmp_path / "out" / "in" / "results.json").read_text())["score"] == 6


def test_classroom_50_gets_a_result_from_a_release(runner: Runner, isolated: str, tmp_path: Path) -> None:
    bundle, repository = tmp_path / "bundle", attacker(tmp_path / "checkout")
    bundle.mkdir()
    (repository / "student" / "more.py").write_text(support.TRIPLE)
    course = runner.home / "workspace" / "course"
    assert run(GRADER, "release", tmp_path / "handout", "--zip", cwd=course).returncode == 0
    shutil.move(tmp_path / "handout.zip", bundle)
    shutil.copyfile(course / ".ci" / "classroom50.py", bundle / "autograder.py")
    names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL", "REVIEW_URL")
    variables = runner.environment | dict.fromkeys(names, "x") | {"CLASSROOM50_BUNDLE_DIR": str(bundle)}
    variables["CONVKIT_ENVIRONMENT"] = str(runner.temporary / "kit")
    done = run(sys.executable, bundle / "autograder.py", cwd=repository, env=variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert_harmless(runner, done)
    found = json.loads((repository / "result.json").read_text())
    assert (found["score"], found["max-score"]) == (2, 6)


def test_the_job_of_gitlab_grades_a_release_that_it_fetches(runner: Runner, isolated: str, tmp_path: Path) -> None:
    """Its script is run line by line, as GitLab does, but for the installation."""
    server, project = tmp_path / "server" / "school", attacker(tmp_path / "builds" / "ada")
    server.mkdir(parents=True)
    origin(server / "release.git", runner.home / "workspace" / "course")
    commit = run("git", "rev-parse", "HEAD", cwd=server / "release.git").stdout.strip()
    run("git", "config", "uploadpack.allowAnySHA1InWant", "true", cwd=server / "release.git")
    inputs, text = (ROOT / ".gitlab" / "feedback.yml").read_text().split("\n---\n")
    given = {"course": "school/release", "commit": commit}
    known = {
        name: given.get(name, about.get("default")) for name, about in yaml.safe_load(inputs)["spec"]["inputs"].items()
    }
    text = re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: str(known[found[1]]), text)
    job = yaml.safe_load(text)["feedback"]
    (tmp_path / "builds" / "kit").symlink_to(runner.temporary / "kit")
    script = "\n".join(line for line in job["script"] if ".ci/install" not in line)
    variables = {name: value or "" for name, value in job["variables"].items()}
    variables |= {"CI_SERVER_URL": f"file://{server.parent}", "CI_JOB_TOKEN": "x", "CI_PROJECT_DIR": str(project)}
    done = run("bash", "-eo", "pipefail", "-c", script, cwd=project, env=runner.environment | variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((project / ".feedback" / "student" / "results.json").read_text())["max_score"] == 6
    assert junitparser.JUnitXml.fromfile(str(project / ".feedback" / "junit.xml"))
