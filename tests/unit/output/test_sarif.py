"""SARIF: the whole of a report, its limits, and that no text becomes a link, whatever it is.

The standard's own schema is not part of this repository. Where EVENTBOOK_SARIF_SCHEMA names a copy,
such as `sarif-2.1.0.json` of the npm package `@microsoft/sarif-multitool-linux`, reports are held
against that, too.
"""

from __future__ import annotations

import json
import os
import re
import urllib.parse
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventbook.findings import Finding, Fix, Related, Span
from eventbook.output import ReportContext
from eventbook.output.sarif import MOST_BYTES, MOST_RESULTS, report

CONTEXT = ReportContext(source=lambda path: None, checked=3, tool_version="1.2.3")
SCHEMA = os.environ.get("EVENTBOOK_SARIF_SCHEMA")
FINDINGS = [
    Finding("text-hygiene", "warning", "odd `\u202e`", "b.yaml", span=Span(1, 1, 1, 2)),
    Finding(
        *("date-invalid", "error", "`2026-02-30` is not a date", "records/a b#ü.yaml"),
        place=("programme", 0, "date"),
        at="key",
        record="spring",
        help="February has 28 days",
        note="only for people",
        span=Span(3, 7, 3, 17),
        fix=Fix("unsafe", "2026-02-28"),
        related=(Related("c.yaml", "as here", span=Span(2, 1, 2, 5)), Related("-", "")),
    ),
    Finding("own-rule", "info", "stdin", "-"),
    Finding("performer-missing", "error", "nobody", "b.yaml", waived=True, record="b"),
    Finding("minor-named", "error", "given", "b.yaml", ("name",), private=True, label="Name"),
]


def log(findings: list[Finding], context: ReportContext = CONTEXT) -> Any:
    """A report, read back."""
    return json.loads(report(findings, context))


def result(**more: object) -> dict[str, object]:
    return more


def place(uri: str, *region: int) -> dict[str, object]:
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": dict(zip(names, region, strict=True)),
    }


def test_whole_report() -> None:
    found = log(FINDINGS, CONTEXT._replace(root="sub"))
    (run,) = found.pop("runs")
    assert found == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/"
        "sarif-schema-2.1.0.json",
        "version": "2.1.0",
    }
    results, tool = run.pop("results"), run.pop("tool")["driver"]
    assert run == {
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The repository's root."}}},
        "invocations": [{"executionSuccessful": True}],
    }
    prints = [each.pop("partialFingerprints")["eventbook/v1"] for each in results]
    assert len(set(prints)) == 5
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in prints)
    rules = ["date-invalid", "minor-named", "own-rule", "performer-missing", "text-hygiene"]
    assert [rule["id"] for rule in tool["rules"]] == rules
    assert [rules[each["ruleIndex"]] for each in results] == [each["ruleId"] for each in results]
    assert (tool["name"], tool["semanticVersion"]) == ("eventbook", "1.2.3")
    assert tool["rules"][2] == {"id": "own-rule", "shortDescription": {"text": "own rule."}}
    assert tool["rules"][0]["defaultConfiguration"] == {"level": "error"}
    assert tool["rules"][4]["defaultConfiguration"] == {"level": "warning"}
    assert results == [
        {
            "ruleId": "minor-named",
            "ruleIndex": 1,
            "level": "error",
            "message": {"text": "given"},
            "locations": [
                {
                    "physicalLocation": place("sub/b.yaml", 1, 1, 1, 1),
                    "logicalLocations": [{"fullyQualifiedName": "#/name", "kind": "value"}],
                }
            ],
        },
        {
            "ruleId": "date-invalid",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "`2026-02-30` is not a date; February has 28 days"},
            "locations": [
                {
                    "physicalLocation": place("sub/records/a%20b%23%C3%BC.yaml", 3, 7, 3, 17),
                    "logicalLocations": [
                        {"fullyQualifiedName": "spring#/programme/0/date", "kind": "property"}
                    ],
                }
            ],
            "relatedLocations": [
                {
                    "id": 0,
                    "physicalLocation": place("sub/c.yaml", 2, 1, 2, 5),
                    "message": {"text": "as here"},
                },
                {"id": 1, "message": {"text": "see here"}},
            ],
        },
        {
            "ruleId": "text-hygiene",
            "ruleIndex": 4,
            "level": "warning",
            "message": {"text": "odd `\\u{202e}`"},
            "locations": [
                {
                    "physicalLocation": place("sub/b.yaml", 1, 1, 1, 2),
                    "logicalLocations": [{"fullyQualifiedName": "#", "kind": "value"}],
                }
            ],
        },
        {
            "ruleId": "own-rule",
            "ruleIndex": 2,
            "level": "note",
            "message": {"text": "stdin"},
            "locations": [
                {"logicalLocations": [{"fullyQualifiedName": "#", "kind": "value"}]},
            ],
        },
        {
            "ruleId": "performer-missing",
            "ruleIndex": 3,
            "level": "error",
            "message": {"text": "nobody"},
            "locations": [
                {
                    "physicalLocation": place("sub/b.yaml", 1, 1, 1, 1),
                    "logicalLocations": [{"fullyQualifiedName": "b#", "kind": "value"}],
                }
            ],
            "suppressions": [
                {
                    "kind": "inSource",
                    "justification": "The record waives performer-missing, and says why.",
                }
            ],
        },
    ]


def test_nothing_found() -> None:
    (run,) = log([])["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_errors_come_first_and_what_is_left_out_is_counted() -> None:
    warnings = [
        Finding("x-y", "warning", "m", "a.yaml", ("k", index)) for index in range(MOST_RESULTS)
    ]
    errors = [Finding("z-z", "error", "m", "z.yaml", ("k", index)) for index in range(7)]
    (run,) = log([*warnings, *errors])["runs"]
    levels = [each["level"] for each in run["results"]]
    assert levels == ["error"] * 7 + ["warning"] * (MOST_RESULTS - 7)
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {
                    "level": "warning",
                    "message": {
                        "text": "7 more results are left out: code scanning takes 5000 and 10 MB."
                    },
                }
            ],
        }
    ]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["x-y", "z-z"]


def test_it_is_no_larger_than_servers_take() -> None:
    many = [
        Finding("x-y", "error", "ü" * 5_000, f"{index}.yaml", ("k" * 2_000,), help="h" * 5_000)
        for index in range(MOST_RESULTS)
    ]
    text = report(many, CONTEXT)
    (run,) = json.loads(text)["runs"]
    assert MOST_BYTES * 0.95 < len(text.encode()) <= MOST_BYTES
    left_out = MOST_RESULTS - len(run["results"])
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith(f"{left_out} more results are left out")
    assert len(run["results"][0]["message"]["text"]) == 2_002


TEXTS = st.lists(
    st.sampled_from(["](", "[", "]", "(", "{0}", "{", "http://e.example", "\ud800", "\x00", '"'])
    | st.characters(codec=None),
    max_size=6,
).map("".join)


@given(path=TEXTS, slug=TEXTS, message=TEXTS, help_=TEXTS)
@example(path="%SRCROOT%:x", slug="a", message="[a](b) {12}", help_='"results": []')
@example(path="../../x", slug='"results": []', message='"results": []', help_="")
def test_any_text(path: str, slug: str, message: str, help_: str) -> None:
    finding = Finding(slug, "error", message, path, (path,), help=help_, record=message)
    finding_related = Related(path, message, (slug,))
    text = report([Finding("a", "error", "m", path, related=(finding_related,)), finding], CONTEXT)
    assert text.encode()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)
    (run,) = json.loads(text)["runs"]
    jsonschema.validate(run["results"], RESULTS)
    texts = [each["message"]["text"] for each in run["results"]]
    assert not any("](" in each or re.search(r"\{\d+\}", each) for each in texts)
    for each in run["results"]:
        for at in each["locations"]:
            if path != "-":
                uri = at["physicalLocation"]["artifactLocation"]["uri"]
                assert uri.isascii()
                assert urllib.parse.urlsplit(uri)[0] == ""


def closed(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


TEXT = {"type": "string"}
MESSAGE = closed(text={"type": "string"})
PLACE = closed(
    artifactLocation=closed(uri={"type": "string"}, uriBaseId={"const": "%SRCROOT%"}),
    region=closed(
        **{
            name: {"type": "integer", "minimum": 1}
            for name in ("startLine", "startColumn", "endLine", "endColumn")
        }
    ),
)
RESULTS = {
    "type": "array",
    "items": closed(
        ruleId=TEXT,
        ruleIndex={"type": "integer", "minimum": 0},
        level={"enum": ["error", "warning", "note"]},
        message=MESSAGE,
        locations={
            "type": "array",
            "minItems": 1,
            "items": closed(
                physicalLocation=PLACE,
                logicalLocations={
                    "type": "array",
                    "items": closed(fullyQualifiedName=TEXT, kind={"enum": ["property", "value"]}),
                },
            ),
        },
        relatedLocations={
            "type": "array",
            "items": closed(id={"type": "integer"}, physicalLocation=PLACE, message=MESSAGE),
        },
        partialFingerprints=closed(**{"eventbook/v1": TEXT}),
        suppressions={"type": "array"},
    ),
}


@pytest.mark.skipif(SCHEMA is None, reason="EVENTBOOK_SARIF_SCHEMA names no schema")
def test_the_schema_of_the_standard() -> None:
    assert SCHEMA
    schema = json.loads(Path(SCHEMA).read_text(encoding="utf-8-sig"))
    many = [Finding("x-y", "error", "m", "a.yaml", ("k", index)) for index in range(6_000)]
    for findings in ([], FINDINGS, many):
        jsonschema.validate(log(findings, CONTEXT._replace(root="sub")), schema)
