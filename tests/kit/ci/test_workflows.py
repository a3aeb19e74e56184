"""The files for CI services are valid, by the tools that their makers and others wrote for this."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from support import ROOT, run

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
OURS = [file for file in WORKFLOWS if file.name != "test.yml"]  # those that handle what students wrote
SCRIPTS = sorted(file for file in (ROOT / ".ci").iterdir() if file.suffix != ".py")
TEMPLATE = ROOT / ".gitlab" / "feedback.yml"


def require(tool: str, *arguments: object) -> None:
    done = run(BIN / tool, *arguments, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_follow_the_schema_of_github() -> None:
    require("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)


def test_workflows_pass_actionlint() -> None:
    require("actionlint", "-ignore", "SC2086", *WORKFLOWS)


def test_nothing_in_a_workflow_can_be_injected_or_is_not_pinned() -> None:
    require("zizmor", "--offline", "--no-progress", *WORKFLOWS)


def test_the_template_for_gitlab_follows_its_schema(tmp_path: Path) -> None:
    """Its schema is about one document, so that the inputs are checked apart from the jobs."""
    inputs, jobs = TEMPLATE.read_text().split("\n---\n")
    file = tmp_path / "jobs.yml"
    file.write_text(jobs)
    require("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)
    used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", jobs))
    assert used == set(yaml.safe_load(inputs)["spec"]["inputs"])


def test_scripts_pass_shellcheck() -> None:
    require("shellcheck", *SCRIPTS)


def test_the_dockerfile_passes_hadolint() -> None:
    require("hadolint", "--ignore", "DL3008", "Dockerfile")  # Debian removes old versions, so that none can be pinned


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_a_job_has_no_right_but_to_read_and_keeps_no_credentials(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text())
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
