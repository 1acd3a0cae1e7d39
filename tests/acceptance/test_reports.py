"""Reports beside the log, and what GitHub Actions gets by itself, as real processes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest

from acceptance.conftest import EVENTBOOK
from eventbook.output import FORMATS

FORMS = [form.name for form in FORMATS.values() if form.report]
WRONG = "id: {0}\ntitle: Talk\ndate: 18.5.2019\nsources: [{{title: Poster}}]\n"
FILE = "records/events/wrong.yaml"
ANOTHER = "name another file"
ACTIONS = {"GITHUB_ACTIONS": "true"}
ANNOTATION = (
    f"::error title=eventbook (date-invalid),file={FILE},line=3,endLine=3,col=7,endColumn=16"
    f"::{FILE}:3:7: date-invalid: `18.5.2019` is not a date%0Ahelp: write `2019-05-18`\n"
)
CONCISE = (
    f"{FILE}:3:7: error[date-invalid] `18.5.2019` is not a date; write `2019-05-18`"
    " [fixable: unsafe]\n"
)
TOTALS = "1 fixable with `--unsafe-fixes`, by a guess.\nFound 1 error in 1 of 2 records.\n"


@pytest.fixture
def wrong(book):
    """A good record and one with a wrong date."""
    book.record("good")
    book.record("wrong", WRONG.format("wrong"))
    return book


def test_every_form_beside_the_log(wrong):
    given = [word for form in FORMS for word in ("--report", f"{form}={form}.out")]
    done = wrong("validate", "-f", "concise", *given)
    assert (done.returncode, done.stdout, done.stderr) == (1, CONCISE + TOTALS, "")
    for form in ("full", "github", "sarif", "json"):
        alone = wrong("validate", "-f", form).stdout
        assert alone
        assert (form, (wrong.root / f"{form}.out").read_text()) == (form, alone)


def test_what_the_forms_say(wrong):
    given = [word for form in FORMS for word in ("--report", f"{form}={form}.out")]
    wrong("validate", *given)
    (run,) = json.loads((wrong.root / "sarif.out").read_text())["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == FILE
    assert place["region"] == {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 16}
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "wrong#/date"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["date-invalid"]
    (issue,) = json.loads((wrong.root / "gitlab.out").read_text())
    assert issue["location"] == {"path": FILE, "lines": {"begin": 3}}
    (finding,) = json.loads((wrong.root / "json.out").read_text())
    prints = {issue["fingerprint"], finding["fingerprint"], *result["partialFingerprints"].values()}
    assert len(prints) == 1
    suites = ElementTree.parse(wrong.root / "junit.out").getroot()
    assert [(each.get("name"), each.get("failures")) for each in suites] == [
        ("records/events/good.yaml", "0"),
        (FILE, "1"),
    ]


def test_a_run_without_findings_still_reports(book):
    book.record("good")
    done = book("validate", "--report", "junit=j.xml", "--report", "sarif=s", "--report=gitlab=g")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")
    assert ElementTree.parse(book.root / "j.xml").getroot().get("tests") == "1"
    assert json.loads((book.root / "s").read_text())["runs"][0]["results"] == []
    assert json.loads((book.root / "g").read_text()) == []


def test_infos_and_what_is_waived_are_in_the_forms_that_hold_everything(book):
    waiver = "waive: [{rule: performer-missing, reason: None, by: Ann, on: 2019-06-03}]\n"
    song = "programme:\n  - {kind: performance, works: [{title: Song}]}\n"
    record = "id: a\ntitle: Talk\ndate: 2019-05-18\nsources: [{title: Poster}]\n"
    book.record("a", record + song + waiver)
    done = book("validate", "--report", "sarif=s", "--report", "gitlab=g", "--report", "junit=j")
    assert (done.returncode, done.stdout) == (0, "All checks passed: 1 record.\n")
    (run,) = json.loads((book.root / "s").read_text())["runs"]
    (result,) = run["results"]
    assert result["suppressions"][0]["kind"] == "inSource"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
    assert json.loads((book.root / "g").read_text()) == []
    assert ElementTree.parse(book.root / "j").findall(".//failure") == []


def test_files_are_told_from_the_root_of_the_repository(wrong):
    inner = wrong.root / "inner"
    inner.mkdir()
    for name in ("eventbook.toml", "records"):
        shutil.move(wrong.root / name, inner / name)
    for start in (inner / "records",):
        done = wrong.run("validate", "-f", "sarif", cwd=start)
        assert f'"uri": "inner/{FILE}"' in done.stdout
        assert f'"path": "inner/{FILE}"' in wrong.run("validate", "-f", "gitlab", cwd=start).stdout
        assert f"file=inner/{FILE}," in wrong.run("validate", "-f", "github", cwd=start).stdout
        assert f'"path": "{FILE}"' in wrong.run("validate", "-f", "json", cwd=start).stdout


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["sarif"], "--report sarif names no file; write --report sarif=FILE"),
        (["sarif="], "--report sarif names no file; write --report sarif=FILE"),
        (["sarif=-"], "--report sarif=-: standard output is the log's; use --format sarif"),
        (["srif=x"], "unknown format `srif`; a similar name exists: `sarif`"),
        (["sarif=no/x"], "--report sarif no/x: there is no such folder; make it first"),
        (["sarif=records"], "--report sarif records: it is a folder; name a file in it"),
        (["sarif=x", "junit=./x"], "--report sarif and --report junit name the same file: x"),
        (["sarif=x", "junit=link"], "--report sarif and --report junit name the same file: link"),
        (["sarif=log"], "--report sarif and --output name the same file: log"),
        (
            ["sarif=records/events/new.yaml"],
            "--report sarif records/events/new.yaml: it is a record of the book; name another file",
        ),
        (
            ["sarif=eventbook.toml"],
            "--report sarif eventbook.toml: it holds the settings of the book; name another file",
        ),
        (
            ["sarif=.git/config"],
            f"--report sarif .git/config: it lies in the git directory of the book; {ANOTHER}",
        ),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is(wrong, given, message):
    (wrong.root / "link").symlink_to("x")
    before = {path: path.read_bytes() for path in wrong.root.rglob("*") if path.is_file()}
    words = [word for each in given for word in ("--report", each)]
    done = wrong("validate", "-o", "log", "--unsafe-fixes", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {message}\n"
    after = {path: path.read_bytes() for path in wrong.root.rglob("*") if path.is_file()}
    assert after.keys() == before.keys()
    assert after == before


def test_a_report_replaces_a_file_whole_and_leaves_nothing_beside_it(wrong):
    (wrong.root / "s.json").write_text("x" * 100_000)
    (wrong.root / "s.json").chmod(0o640)
    wrong("validate", "--report", "sarif=s.json")
    assert json.loads((wrong.root / "s.json").read_text())["version"] == "2.1.0"
    assert (wrong.root / "s.json").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in wrong.root.iterdir() if "tmp" in path.name] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_refuses(wrong):
    (wrong.root / "shut").mkdir(mode=0o500)
    done = wrong("validate", "--report", "sarif=shut/s")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: cannot write shut/s: permission denied\n"


def test_a_report_in_a_pipe(wrong):
    done = wrong("validate", "-f", "concise", "--report", "gitlab=/dev/stderr")
    assert (done.returncode, done.stdout) == (1, CONCISE + TOTALS)
    assert [issue["check_name"] for issue in json.loads(done.stderr)] == ["date-invalid"]


def test_a_full_disk(wrong):
    done = wrong("validate", "--report", "sarif=/dev/full")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: cannot write /dev/full: no space left on device\n"


# GitHub Actions


def test_annotations_come_by_themselves(wrong):
    plain = wrong("validate").stdout
    done = wrong("--color", "always", "validate", env=ACTIONS)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == ANNOTATION + plain
    assert "\x1b" not in done.stdout


def test_a_log_in_a_file_leaves_the_annotations_to_the_runner(wrong):
    plain = wrong("validate").stdout
    done = wrong("validate", "-o", "log", env=ACTIONS)
    assert (done.stdout, (wrong.root / "log").read_text()) == (ANNOTATION, plain)


@pytest.mark.parametrize("form", ["full", "json", "sarif"])
def test_a_form_that_is_asked_for_is_what_comes(wrong, form):
    with_actions = wrong("validate", "-f", form, env=ACTIONS).stdout
    assert with_actions == wrong("validate", "-f", form).stdout


@pytest.mark.parametrize("setting", ["", "false"])
def test_other_servers_get_nothing_by_themselves(wrong, setting):
    env = {"GITHUB_ACTIONS": setting, "GITLAB_CI": "true", "CI": "true"}
    assert wrong("validate", env=env).stdout == wrong("validate").stdout


def test_a_log_of_a_workflow_holds_every_finding(book):
    keys = "".join(f"k{number}: 1\n" for number in range(300))
    book.record("a", WRONG.format("a").replace("18.5.2019", "2019-05-18") + keys)
    done = book("validate", env=ACTIONS)
    assert done.stdout.count("::error ") == 10
    assert done.stdout.count("error[property-unknown]") == 300
    assert done.stdout.endswith("Found 300 errors in 1 of 1 record.\n")


def test_the_summary_of_a_step(wrong, tmp_path):
    file = tmp_path / "summary.md"
    file.write_text("### Before\n\n")
    env = {**ACTIONS, "GITHUB_STEP_SUMMARY": str(file)}
    expected = (
        "### eventbook: Found 1 error in 1 of 2 records.\n\n"
        "| Rule | Severity | Findings |\n| --- | --- | ---: |\n| date-invalid | error | 1 |\n\n"
        f"```text\n{CONCISE}```\n"
    )
    for call in ([], ["-f", "github"]):
        file.write_text("### Before\n\n")
        assert wrong("validate", *call, env=env).returncode == 1
        assert file.read_text() == "### Before\n\n" + expected
    wrong("validate", "-f", "concise", env=env)
    assert file.read_text() == "### Before\n\n" + expected


@pytest.mark.parametrize("named", ["no/such/file", ".", "pipe", "/dev/full"])
def test_a_summary_that_cannot_be_written_fails_no_check(wrong, named):
    wrong.record("wrong")
    os.mkfifo(wrong.root / "pipe")
    done = wrong("validate", env={**ACTIONS, "GITHUB_STEP_SUMMARY": str(wrong.root / named)})
    assert (done.returncode, done.stdout) == (0, "All checks passed: 2 records.\n")
    assert done.stderr.startswith("step summary not written: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_summary_that_is_nearly_full_is_not_overfilled(wrong, tmp_path):
    file = tmp_path / "summary.md"
    for size in (899_950, 900_000, 2_000_000):
        file.write_text("x" * size)
        wrong("validate", env={**ACTIONS, "GITHUB_STEP_SUMMARY": str(file)})
        assert size <= file.stat().st_size <= max(size, 900_000)


# Hostile records

KEYS = [
    "::error::owned",
    "\n::add-mask::x",
    "##[set-env name=PATH]/tmp",
    "::stop-commands::x",
    "]]>\x00\x1b[31m",
    "\ud800\ufffe",
    "\u202eevil",
    "[click](https://evil.example) ![x](https://evil.example/x.png) @octocat #1",
    "<img src=x onerror=alert(1)>```",
    "k" * 250,
]


@pytest.fixture
def hostile(book):
    """Records whose keys are written for a log, a web page or a parser."""
    lines = [f"{json.dumps(key)}: 1\n" for key in KEYS if "\ud800" not in key]
    book.record("keys", WRONG.format("keys") + "".join(lines))
    book.record("surrogate", WRONG.format("surrogate") + '"\\ud800": 1\n')
    book.record("long", WRONG.format("long").replace("18.5.2019", '"' + "`::x]" * 40_000 + '"'))
    book.record("longer", WRONG.format("longer") + "notes: " + "a" * 1_000_000 + "\n")
    book.record("broken", "id: broken\ntitle: [::error::x\n")
    folder = os.fsencode(book.root / "records/events")
    for name in (b"\xff##[error]x.yaml", b"a\n::error::b.yaml", b"a:b %,c.yaml"):
        with open(os.path.join(folder, name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(WRONG.format("odd").encode())
    return book


def test_hostile_records_say_nothing_but_text(hostile, tmp_path):
    file = tmp_path / "summary.md"
    given = [word for form in FORMS for word in ("--report", f"{form}={form}.out")]
    env = {**ACTIONS, "GITHUB_STEP_SUMMARY": str(file)}
    done = hostile("validate", "-v", *given, env=env)
    assert (done.returncode, done.stderr) == (1, "")
    logs = [done.stdout, (hostile.root / "github.out").read_text()]
    for log in logs:
        commands = [line for line in log.splitlines() if line.lstrip().startswith("::")]
        assert len(commands) == 10
        assert all(line.startswith("::error title=eventbook (") for line in commands)
        assert "##[" not in "\n".join(line for line in log.splitlines() if line not in commands)
    for name in [*(f"{form}.out" for form in FORMS), str(file)]:
        text = (hostile.root / name).read_text()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    log = json.loads((hostile.root / "sarif.out").read_text())
    (run,) = log["runs"]
    found = json.loads((hostile.root / "json.out").read_text())
    assert len(run["results"]) == len(found)
    assert not any("](" in each["message"]["text"] for each in run["results"])
    ElementTree.parse(hostile.root / "junit.out")
    issues = json.loads((hostile.root / "gitlab.out").read_text())
    assert len({each["fingerprint"] for each in issues}) == len(issues)
    outside = re.sub(r"(?ms)^(`{3,})text\n.*?^\1$", "", file.read_text())
    assert not any(sign in outside for sign in ("](", "<", "@", "evil", "\\"))


def test_a_reader_that_stops_early_still_has_the_reports(wrong):
    done = subprocess.run(
        ["bash", "-c", f"{EVENTBOOK} validate --report sarif=s.json | true"],
        cwd=wrong.root,
        env=wrong.run.environment(),
        check=False,
        capture_output=True,
    )
    assert done.stderr == b""
    assert json.loads((wrong.root / "s.json").read_text())["runs"]
