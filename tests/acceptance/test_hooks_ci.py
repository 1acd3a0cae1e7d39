"""The GitHub Action and the GitLab template: their steps, run as the services run them.

Each `run` and `script` is taken out of its file and run by the shell that would run it, with the
variables of a pull request, in a shallow clone of its merge commit. A stand-in for pip makes the
environment; with EVENTBOOK_HOOKS=1 pip itself installs a wheel that is built here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from conftest import Book

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "cli/hooks/github/action.yml"
TEMPLATE = ROOT / "cli/hooks/gitlab/eventbook.yml"
BIN = Path(sys.executable).parent
LONG = pytest.mark.skipif(not os.environ.get("EVENTBOOK_HOOKS"), reason="EVENTBOOK_HOOKS=1")
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
SETTINGS = """\
[kinds.talk]
records = ["records/*.yaml"]
schema = "schemas/talk.schema.json"
"""
STRICT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["id", "title"],
}
LOOSE = {"$schema": STRICT["$schema"], "type": "object"}
# Makes an environment as `python -m venv` does, whose pip notes what it is asked for.
PYTHON = f"""\
#!/bin/sh
echo "$@" >>"$HOME/asked"
for folder; do :; done
mkdir -p "$folder/bin"
cp {BIN}/eventbook "$folder/bin/eventbook"
cat >"$folder/bin/python" <<'END'
#!/bin/sh
case "$*" in *" pip install "*) echo "$PWD: $@" >>"$HOME/asked"; exit 0;; esac
exec {sys.executable} "$@"
END
chmod +x "$folder/bin/python"
"""


@dataclass(frozen=True)
class Project:
    """A project with a pull request, and the clone of it in which a job runs.

    Attributes:
        base: the commit that the pull request is made to.
    """

    origin: Book
    clone: Path
    base: str
    home: Path

    @property
    def variables(self) -> dict[str, str]:
        """What every job has."""
        return {"PATH": f"{self.home}:{os.environ['PATH']}", "HOME": str(self.home), "CI": "true"}

    @property
    def asked(self) -> list[str]:
        """What Python was asked for."""
        return (self.home / "asked").read_text().splitlines()

    def run(
        self, shell: list[str], script: str, variables: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        done = self.origin.run.program(*shell, script, cwd=self.clone, env=variables)
        assert "Traceback" not in done.stderr
        return done


def made(book: Book, tmp_path: Path, *, depth: str = "--depth=1") -> Project:
    """A pull request that loosens the schema and brings a record which that lets pass."""
    origin = replace(book, root=tmp_path / "origin")
    origin.write("eventbook.toml", SETTINGS)
    origin.git("init", "--quiet", "--initial-branch=main", "--template=")
    origin.write("schemas/talk.schema.json", json.dumps(STRICT))
    origin.write("records/ice.yaml", "id: ice\ntitle: Ice\n")
    base = origin.commit("Begin")
    marker = tmp_path / "marker"
    origin.git("checkout", "-q", "-b", "change")
    origin.write("schemas/talk.schema.json", json.dumps(LOOSE))
    origin.write("records/rivers.yaml", "id: rivers\n")
    for name in ("yaml", "sitecustomize", "usercustomize", "pip", "venv", "eventbook", "typer"):
        origin.write(f"{name}.py", f"import pathlib; pathlib.Path({str(marker)!r}).touch()\n")
    for name in ("python", "python3", "git", "eventbook"):
        origin.write(name, f"#!/bin/sh\ntouch {marker}\n").chmod(0o755)
    origin.commit("Change")
    origin.git("checkout", "-q", "--detach", "main")
    origin.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    origin.git("update-ref", "refs/pull/1/merge", "HEAD")
    clone = tmp_path / "clone"
    clone.mkdir()
    here = replace(book, root=clone)
    here.git("init", "--quiet", "--template=")
    here.git("remote", "add", "origin", f"file://{origin.root}")
    here.git(
        "fetch", "-q", *filter(None, [depth]), "origin", "+refs/pull/1/merge:refs/pull/1/merge"
    )
    here.git("checkout", "-q", "--detach", "refs/pull/1/merge")
    home = tmp_path / "home"
    home.mkdir()
    python = home / "python3"
    python.write_text(PYTHON)
    python.chmod(0o755)
    return Project(origin, clone, base, home)


@pytest.fixture
def project(book: Book, tmp_path: Path) -> Project:
    """A pull request in a clone of depth 1."""
    return made(book, tmp_path)


def unharmed(project: Project) -> None:
    """Nothing that the change planted was run, and nothing was written into the clone."""
    assert not (project.clone.parent / "marker").exists()
    status = replace(project.origin, root=project.clone).git("status", "--porcelain")
    assert status in ("", "?? gl-code-quality-report.json\n")


# GitHub


@dataclass
class Job:
    """The Action in a job: what its steps said, and how they ended."""

    project: Project
    inputs: dict[str, str]
    event: dict[str, str]
    status: int = 0
    out: str = ""
    err: str = ""
    outputs: dict[str, str] = field(default_factory=dict)

    def value(self, expression: str) -> str:
        """The value of an expression of the few forms that the Action uses."""
        for each in expression.split(" || "):
            name = each.strip()
            if name.startswith("github.event."):
                found = self.event.get(name.removeprefix("github.event."), "")
            elif name == "github.action_path":
                found = str(ACTION.parent)
            elif name.startswith("inputs."):
                found = self.inputs[name.removeprefix("inputs.")]
            else:
                assert re.fullmatch(r"steps\.\w+\.outputs\.\w+", name), name
                found = self.outputs.get(name, "")
            if found:
                return found
        return ""

    def run(self) -> Job:
        """Run the steps until one fails."""
        temporary = self.project.home / "runner"
        temporary.mkdir(exist_ok=True)
        for step in yaml.safe_load(ACTION.read_text())["runs"]["steps"]:
            assert "${{" not in step["run"]
            written = temporary / f"{step['id']}.output"
            written.touch()
            variables = {
                name: EXPRESSION.sub(lambda found: self.value(found[1]), text)
                for name, text in step["env"].items()
            }
            script = temporary / f"{step['id']}.sh"
            script.write_text(step["run"])
            shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]
            done = self.project.run(
                shell,
                str(script),
                {
                    **self.project.variables,
                    "GITHUB_ACTIONS": "true",
                    "GITHUB_OUTPUT": str(written),
                    "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
                    "GITHUB_WORKSPACE": str(self.project.clone),
                    "RUNNER_TEMP": str(temporary),
                    **variables,
                },
            )
            self.status, self.out, self.err = (
                done.returncode,
                self.out + done.stdout,
                self.err + done.stderr,
            )
            for line in written.read_text().splitlines():
                name, _, value = line.partition("=")
                self.outputs[f"steps.{step['id']}.outputs.{name}"] = value
            if self.status:
                break
        return self


def job(project: Project, event: dict[str, str] | None = None, **inputs: str) -> Job:
    declared = yaml.safe_load(ACTION.read_text())["inputs"]
    defaults = {name: each["default"] for name, each in declared.items()}
    given = {name.replace("_", "-"): value for name, value in inputs.items()}
    assert given.keys() <= defaults.keys()
    asked = {"pull_request.base.sha": project.base} if event is None else event
    return Job(project, {**defaults, **given}, asked).run()


def results(found: Job) -> list[str]:
    """The rules of the SARIF report's results."""
    report = json.loads(Path(found.outputs["steps.install.outputs.sarif"]).read_text())
    return [result["ruleId"] for result in report["runs"][0]["results"]]


def test_a_pull_request_is_judged_by_its_base(project: Project) -> None:
    found = job(project)
    assert found.status == 1, found.err
    assert found.outputs["steps.base.outputs.trusted"] == project.base
    assert f"other settings or schemas than in {project.base}, whose hold: " in found.err
    assert "::error " in found.out
    assert "file=records/rivers.yaml,line=1" in found.out
    assert results(found) == ["property-missing"]
    assert "property-missing" in (project.home / "runner/summary.md").read_text()
    folder = found.outputs["steps.install.outputs.folder"]
    source = f"{ACTION.parent}/../../.."
    pip = "-I -m pip install --quiet --no-input --disable-pip-version-check"
    assert project.asked == [
        f"-I -m venv {folder}/venv",
        f"{project.home}/runner: {pip} -- {source}",
    ]
    assert Path(source).resolve() == ROOT
    unharmed(project)


@LONG
def test_a_push_is_judged_by_its_own(project: Project) -> None:
    found = job(project, {})
    assert (found.status, found.outputs["steps.base.outputs.trusted"]) == (0, ""), found.err
    assert results(found) == []
    found = job(project, {"merge_group.base_sha": project.base})
    assert found.status == 1
    assert job(project, trust="none").status == 0
    unharmed(project)


@LONG
def test_only_what_changed_needs_the_history(book: Book, tmp_path: Path) -> None:
    project = made(book, tmp_path, depth="")
    found = job(project, changed_only="true", arguments="--new-only\n")
    assert (found.status, results(found)) == (1, ["property-missing"])
    shallow = replace(book, root=project.clone).git("rev-parse", "--is-shallow-repository")
    assert shallow == "false\n"
    unharmed(project)


def test_arguments_are_words_and_no_script(project: Project) -> None:
    marker = project.clone.parent / "marker"
    found = job(project, arguments=f"--select\nproperty-*\n$(touch {marker})\n`touch {marker}`\n")
    assert found.status == 2
    assert "property-*" not in found.err
    found = job(project, directory=f"$(touch {marker})")
    assert found.status != 0
    found = job(project, arguments="--select\ndate-*")
    assert found.status == 0, found.err
    unharmed(project)


@LONG
def test_a_base_that_cannot_be_fetched(project: Project) -> None:
    found = job(project, {"pull_request.base.sha": "1" * 40})
    assert found.status == 2
    advice = f"the base {'1' * 40} cannot be fetched; give actions/checkout `fetch-depth: 0`"
    assert f"eventbook: {advice}" in found.err.splitlines()


@LONG
@pytest.mark.parametrize("name", ["archive", "records/archive"])
def test_a_bare_repository_in_the_checkout_runs_nothing(project: Project, name: str) -> None:
    """git would take its settings from it, and one of those names a program."""
    here = replace(project.origin, root=project.clone)
    here.git("init", "-q", "--bare", name)
    marker = project.clone.parent / "marker"
    here.git("--git-dir", name, "config", "core.fsmonitor", f"touch {marker}; false")
    here.git("--git-dir", name, "config", "core.bare", "false")
    here.git("--git-dir", name, "config", "core.worktree", str(project.clone))
    assert job(project, directory=name).status != 0
    assert job(project).status == 1
    assert not marker.exists()


@LONG
def test_pip_installs_it(project: Project, tmp_path: Path) -> None:
    """Once from a wheel, with all that it needs, and once from the Action's own source."""
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "build", "--quiet", "--wheel", "--outdir", str(wheels), "."]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    for package in (str(wheel), ""):
        found = job(project, package=package, python=shutil.which("python3.11") or sys.executable)
        assert (found.status, results(found)) == (1, ["property-missing"]), found.err
        unharmed(project)


# GitLab


def gitlab(
    project: Project, more: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The template's script, in the shell and with the variables of a merge request's job."""
    template = yaml.safe_load(TEMPLATE.read_text())["eventbook"]
    (script,) = template["script"]
    variables = {name: str(value) for name, value in template["variables"].items()}
    return project.run(
        ["sh", "-e", "-c"],
        script,
        {
            **project.variables,
            **variables,
            "GITLAB_CI": "true",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            **(more or {}),
        },
    )


def test_a_merge_request_is_judged_by_its_target(project: Project) -> None:
    elsewhere = project.home / "elsewhere"
    (project.clone / "gl-code-quality-report.json").symlink_to(elsewhere)
    done = gitlab(project)
    assert done.returncode == 1, done.stderr
    base = "refs/remotes/origin/main"
    assert f"other settings or schemas than in {base}, whose hold: " in done.stderr
    report = json.loads((project.clone / "gl-code-quality-report.json").read_text())
    assert [(each["check_name"], each["location"]["path"]) for each in report] == [
        ("property-missing", "records/rivers.yaml")
    ]
    assert not elsewhere.exists()
    assert project.asked[0] == "-I -m venv venv"
    unharmed(project)


@LONG
def test_a_pipeline_of_the_branch_and_more_options(project: Project) -> None:
    done = gitlab(project, {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": ""})
    assert done.returncode == 0, done.stderr
    more = {"EVENTBOOK_ARGUMENTS": "--select date-* -f concise", "EVENTBOOK_TRUST": "auto"}
    done = gitlab(project, more)
    assert (done.returncode, done.stdout) == (0, "All checks passed: 2 records.\n"), done.stderr
    assert gitlab(project, {"EVENTBOOK_TRUST": "none"}).returncode == 0
    done = gitlab(project, {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "$(touch marker);gone"})
    assert done.returncode not in (0, 1)
    unharmed(project)


# Their files


@pytest.mark.parametrize(
    ("schema", "file"), [("vendor.github-actions", ACTION), ("vendor.gitlab-ci", TEMPLATE)]
)
def test_they_are_what_the_services_read(schema: str, file: Path) -> None:
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", schema, file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_workflow_of_the_page_is_one(tmp_path: Path) -> None:
    page = (ROOT / "cli/docs/hooks.md").read_text()
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    (workflow,) = (block for block in blocks if "jobs:" in block)
    uses = [step["uses"] for step in yaml.safe_load(workflow)["jobs"]["records"]["steps"]]
    folder = uses[-1].removeprefix("OWNER/REPOSITORY/").removesuffix("@TAG")
    assert ROOT / folder / "action.yml" == ACTION
    inputs = re.findall(r"^\| `([a-z-]+)` \|", page.partition("| input | |")[2], re.MULTILINE)
    assert inputs == list(yaml.safe_load(ACTION.read_text())["inputs"])
    file = tmp_path / "workflow.yml"
    file.write_text(workflow)
    test_they_are_what_the_services_read("vendor.github-workflows", file)
    hooks = [block for block in blocks if "rev: TAG" in block]
    (tmp_path / "config.yaml").write_text(*hooks)
    command = [BIN / "pre-commit", "validate-config", tmp_path / "config.yaml"]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
