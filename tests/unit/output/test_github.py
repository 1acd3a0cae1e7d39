"""GitHub's form: annotations, a log, and nothing else that the runner obeys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.findings import Finding, Related, Severity, Span
from eventbook.output import ReportContext
from eventbook.output.full import report as full
from eventbook.output.github import as_log, commands, in_full, report

CONTEXT = ReportContext(source=lambda path: None, checked=3, verbose=True, colour=True)
# Commands that the runner knows; the rest it prints as they are.
KNOWN = frozenset(
    {
        "error",
        "warning",
        "notice",
        "debug",
        "group",
        "endgroup",
        "set-output",
        "set-env",
        "add-path",
    }
    | {"add-mask", "add-matcher", "remove-matcher", "save-state", "echo", "stop-commands"}
    | {"internal-set-repo-path"}
)


@dataclass
class Command:
    name: str
    properties: dict[str, str] = field(default_factory=dict)
    data: str = ""


def obeyed(line: str) -> Command | None:
    """The command a line of output is to the runner (actions/runner, ActionCommand.cs)."""
    return _second_form(line) or _first_form(line)


def _second_form(line: str) -> Command | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, properties = line[2:end].partition(" ")
    if name.lower() not in KNOWN:
        return None
    pairs = [pair.split("=", 1) for pair in properties.strip().split(",") if "=" in pair]
    return Command(
        name,
        {key: _decoded(value, ":,") for key, value in pairs},
        _decoded(line[end + 2 :], ""),
    )


def _first_form(line: str) -> Command | None:
    begin = line.find("##[")
    end = line.find("]", begin)
    if begin < 0 or end < 0:
        return None
    name = line[begin + 3 : end].partition(" ")[0]
    return Command(name, data=line[end + 1 :]) if name.lower() in KNOWN else None


def _decoded(text: str, also: str) -> str:
    for char in f"\r\n{also}%":
        text = text.replace(f"%{ord(char):02X}", char)
    return text


def test_the_parser_sees_both_forms() -> None:
    assert obeyed("  ::error file=a%2Cb,line=1::x%0Ay") == Command(
        "error", {"file": "a,b", "line": "1"}, "x\ny"
    )
    assert obeyed("text ##[set-output name]x") == Command("set-output", {}, "x")
    assert obeyed("text ::error::x") is None
    assert obeyed("::unknown::x") is None


def test_whole_output() -> None:
    findings = [
        Finding(
            "date-invalid",
            "error",
            "`2026-02-30` is 100% wrong",
            "a,b.yaml",
            help="February has 28 days",
            span=Span(3, 7, 3, 17),
        ),
        Finding("form-unmatched", "warning", "no form", "c.yaml", span=Span(2, 1, 4, 3)),
        Finding("archive-url-missing", "info", "no copy", "-"),
        Finding("x-y", "error", "waived", "c.yaml", waived=True),
    ]
    assert report(findings, CONTEXT._replace(root="book")) == dedent(
        """\
        ::error title=eventbook (date-invalid),file=book/a%2Cb.yaml,line=3,endLine=3,col=7,endColumn=17::book/a,b.yaml:3:7: date-invalid: `2026-02-30` is 100%25 wrong%0Ahelp: February has 28 days
        ::warning title=eventbook (form-unmatched),file=book/c.yaml,line=2,endLine=4::book/c.yaml:2:1: form-unmatched: no form
        ::notice title=eventbook (archive-url-missing),line=1,endLine=1,col=1,endColumn=1::-:1:1: archive-url-missing: no copy
        -:1:1: info[archive-url-missing] no copy
        book/a,b.yaml:3:7: error[date-invalid] `2026-02-30` is 100% wrong; February has 28 days
        book/c.yaml:2:1: warning[form-unmatched] no form
        Found 1 error, 1 warning and 1 info in 3 of 3 records.
        """  # noqa: E501
    )


def test_infos_are_hidden_unless_asked_for() -> None:
    info = Finding("archive-url-missing", "info", "no copy", "a.yaml")
    assert report([info], CONTEXT._replace(verbose=False)) == "All checks passed: 3 records.\n"


def test_ten_annotations_a_kind_the_first_of_each_file_first_and_all_in_the_log() -> None:
    def finding(path: str, line: int, severity: Severity) -> Finding:
        return Finding("x-y", severity, "m", path, span=Span(line, 1, line, 1))

    errors = [finding("a.yaml", line, "error") for line in range(1, 401)]
    errors += [finding("b.yaml", 1, "error"), finding("b.yaml", 2, "error")]
    errors += [finding("c.yaml", 1, "error")]
    warnings = [finding("a.yaml", line, "warning") for line in range(1, 13)]
    lines = report([*errors, *warnings], CONTEXT).splitlines()
    assert [
        (command.name, command.properties["file"], command.properties["line"])
        for command in runs("\n".join(lines))
    ] == [
        ("error", "a.yaml", "1"),
        ("error", "b.yaml", "1"),
        ("error", "c.yaml", "1"),
        ("error", "a.yaml", "2"),
        ("error", "b.yaml", "2"),
        *(("error", "a.yaml", str(line)) for line in range(3, 8)),
        *(("warning", "a.yaml", str(line)) for line in range(1, 11)),
    ]
    log = Counter(line.split(": ")[1] for line in lines[20:-1])
    assert log == {"error[x-y] m": 403, "warning[x-y] m": 12}
    assert lines[-1] == "Found 403 errors and 12 warnings in 3 of 3 records."


def test_a_runner_that_was_stopped_obeys_its_token_alone() -> None:
    assert runs("::stop-commands::pause\n::error::a\n::pause::\n::error::b\n") == [
        Command("stop-commands", {}, "pause"),
        Command("error", {}, "b"),
    ]


def runs(output: str) -> list[Command]:
    """The commands that the runner obeys in an output, `stop-commands` among them.

    Python knows more line ends than the runner; what they cut off could be no command there, but
    nothing may hang on that.
    """
    done: list[Command] = []
    stopped = None
    for line in output.splitlines():
        if stopped is not None:
            if line.strip() == f"::{stopped}::":
                stopped = None
            continue
        if command := obeyed(line):
            done.append(command)
            if command.name.lower() == "stop-commands":
                stopped = command.data
    return done


def test_the_log_of_another_form_beside_the_annotations() -> None:
    text = "id: a\ntitle: '::error::x ##[add-mask]y'\n"
    findings = [
        Finding(
            *("title-x", "error", "no `::x`", "a.yaml"),
            related=(Related("b.yaml", "here"),),
            span=Span(2, 8, 2, 12),
        ),
        *(Finding("x-y", "warning", f"w{n}", "a.yaml", span=Span(1, 1, 1, 3)) for n in range(25)),
    ]
    context = in_full(CONTEXT._replace(source=lambda path: text, width=40))
    log = as_log(full(findings, context))
    assert "error[title-x]: no `: :x`\n" in log
    assert "2 | title: ': :error: :x # #[add-mask]y'\n" in log
    assert log.count("warning[x-y]") == 25
    assert "\x1b" not in log
    assert runs(log) == []
    assert [each.name for each in runs(commands(findings, CONTEXT) + log)] == [
        *["error"],
        *["warning"] * 10,
    ]


PIECES = [
    "::",
    "##[",
    "]",
    "error",
    "stop-commands",
    "add-mask::",
    "\x85",
    "\t",
    "set-env name=a",
    " ",
    "\n",
    "\r",
    "%0A",
    ",",
    ":",
    "\u2028",
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=12).map("".join)


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@given(path=HOSTILE, slug=HOSTILE, message=HOSTILE, help_=HOSTILE)
@example(path="::set-env name=a::b", slug="a", message="b", help_="c")
@example(path="a.yaml", slug="a", message="\n::set-env name=a::b", help_="##[add-path]x")
def test_no_text_becomes_a_command(
    severity: Severity, path: str, slug: str, message: str, help_: str
) -> None:
    finding = Finding(slug, severity, message, path, help=help_, related=(Related(path, message),))
    output = report([finding], CONTEXT)
    found = runs(output)
    expected = {"error": "error", "warning": "warning", "info": "notice"}[severity]
    assert [command.name for command in found] == [expected]
    keys = ["title", "file", "line", "endLine", "col", "endColumn"]
    assert list(found[0].properties) == [key for key in keys if key != "file" or path != "-"]
    assert len(output.splitlines()) == 3
    # Nor in the excerpt of a file: not even a word that a later runner may obey.
    source = f"{message}\n{help_}"
    context = in_full(CONTEXT._replace(source=lambda path: source))
    log = as_log(full([finding], context))
    assert runs(log) == []
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in log.splitlines())
