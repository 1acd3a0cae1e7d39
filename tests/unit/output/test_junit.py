"""JUnit: whole reports, and XML that every parser reads, whatever stands in a record."""

from __future__ import annotations

from textwrap import dedent
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.escape import terminal
from eventbook.findings import Finding, Severity, Span
from eventbook.output import ReportContext
from eventbook.output.junit import report

CONTEXT = ReportContext(
    source=lambda path: None, checked=3, files=frozenset({"good.yaml", "a.yaml"})
)
FINDINGS = [
    Finding("date-invalid", "error", "no `<&>`", "a.yaml", ("date",), span=Span(3, 7, 3, 9)),
    Finding("date-invalid", "error", "again", "a.yaml", ("date",), span=Span(4, 7, 4, 9)),
    Finding("x-y", "warning", "hm", "a.yaml", ("p", 0), help='say "b"', span=Span(9, 1, 9, 2)),
    Finding("i-i", "info", "hidden", "good.yaml"),
    Finding("w-w", "error", "waived", "good.yaml", waived=True),
]


def test_whole_report() -> None:
    at = 'classname="s/a.yaml" file="s/a.yaml"'
    date = "s/a.yaml:3:7: error: no `&lt;&amp;&gt;`"
    hint = "s/a.yaml:9:1: warning: hm; say &quot;b&quot;"
    assert report(FINDINGS, CONTEXT._replace(root="s")) == dedent(
        f"""\
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="eventbook" tests="4" failures="2" errors="0">
         <testsuite name="s/a.yaml" file="s/a.yaml" tests="3" failures="2" errors="0" skipped="0">
          <testcase name="date-invalid date" {at} line="3">
           <failure message="no `&lt;&amp;&gt;`" type="date-invalid">{date}</failure>
          </testcase>
          <testcase name="date-invalid date (2)" {at} line="4">
           <failure message="again" type="date-invalid">s/a.yaml:4:7: error: again</failure>
          </testcase>
          <testcase name="x-y p[0]" {at} line="9">
           <system-out>{hint}</system-out>
          </testcase>
         </testsuite>
         <testsuite name="s/good.yaml" file="s/good.yaml" tests="1" failures="0" errors="0" skipped="0">
          <testcase name="no findings" classname="s/good.yaml" file="s/good.yaml"/>
         </testsuite>
        </testsuites>
        """  # noqa: E501
    )


@pytest.mark.parametrize(("strict", "failing"), [(False, "0"), (True, "1")])
def test_a_warning_fails_where_the_run_is_strict(strict: bool, failing: str) -> None:
    root = ElementTree.fromstring(report([FINDINGS[2]], CONTEXT._replace(strict=strict)))
    assert root.get("failures") == failing
    assert len(root.findall(".//failure")) == int(failing)


def test_infos_are_told_when_they_are_asked_for() -> None:
    root = ElementTree.fromstring(report(FINDINGS, CONTEXT._replace(verbose=True)))
    assert [each.text for each in root.iter("system-out")] == [
        'a.yaml:9:1: warning: hm; say "b"',
        "good.yaml:1:1: info: hidden",
    ]


def test_a_report_of_a_good_file_alone_is_not_empty() -> None:
    root = ElementTree.fromstring(report([], CONTEXT))
    assert (root.get("tests"), len(root.findall(".//testcase"))) == ("2", 2)


HOSTILE = st.lists(
    st.sampled_from(["]]>", "<![CDATA[", "<!--", "&#0;", "&lol;", '"', "'", "\x00", "\ufffe"])
    | st.characters(codec=None),
    max_size=9,
).map("".join)


@pytest.mark.parametrize("severity", ["error", "warning"])
@given(path=HOSTILE, slug=HOSTILE, message=HOSTILE, key=HOSTILE)
@example(path="a.yaml", slug="]]>", message="\x1b[31m\ud83d\x0b\x85\uffff", key="\ud800")
def test_any_text(severity: Severity, path: str, slug: str, message: str, key: str) -> None:
    finding = Finding(slug, severity, message, path, (key,), help=message)
    root = ElementTree.fromstring(report([finding], CONTEXT._replace(files=frozenset())).encode())
    ((case,),) = root
    assert [each.tag for each in root.iter()][1:3] == ["testsuite", "testcase"]
    assert len(list(case)) == 1
    assert all(terminal(text) == text for each in root.iter() for text in each.attrib.values())


def test_every_character_of_unicode() -> None:
    text = "".join(map(chr, range(0x110000)))
    parts = [text[start : start + 900] for start in range(0, len(text), 900)]
    findings = [Finding("x-y", "error", part, "a.yaml") for part in parts]
    root = ElementTree.fromstring(report(findings, CONTEXT).encode())
    assert len(root.findall(".//failure")) == len(parts)
