"""The official JSON-Schema-Test-Suite against both stacks, and the stacks against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import FormatChecker

from eventbook.errors import SchemaError
from eventbook.schema.catalog import FILE_BASE, Catalog
from eventbook.schema.verdict import Stack, compile_schema
from eventbook.schema.violation import Violation
from suites import suite_source
from suites.known_differences import KNOWN, Difference, expected, tally
from suites.suite_source import DIALECTS, Group, Suite, SuiteError, load_suite

pytestmark = pytest.mark.suite

STACKS = {"fast": False, "reference": True}
# The counts of known differences are those with jsonschema's optional formats installed.
OPTIONAL_FORMATS = {
    "date-time",
    "duration",
    "hostname",
    "idn-hostname",
    "uri",
    "uri-template",
}
SIZES = {"draft7": (1465, 1451), "draft2019-09": (1859, 1845), "draft2020-12": (1897, 1883)}
"""How many tests each draft has that the fast stack and the reference stack run."""


@pytest.fixture(scope="session")
def suite() -> Suite:
    try:
        return load_suite()
    except SuiteError as error:
        pytest.fail(str(error), pytrace=False)


def compiled(suite: Suite, group: Group, stack: str) -> Stack:
    text = json.dumps(group.schema)
    others = suite.remotes() if FILE_BASE in text else {}
    files = {"main.json": text.encode(), **others}
    return compile_schema(Catalog(files), "main.json", reference=STACKS[stack], formats={})


def judged(suite: Suite, draft: str, stack: str) -> Iterator[Difference | None]:
    for group in suite.groups(draft):
        about = (draft, stack, group.file, group.description)
        try:
            ready = compiled(suite, group, stack)
        except SchemaError:
            yield Difference("refused", *about)
            continue
        for description, value, fits in group.tests:
            verdict = ready.is_valid(value)
            assert verdict is (not ready.violations(value)), (about, description)
            yield None if verdict is fits else Difference("verdict", *about, description)


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("draft", DIALECTS)
def test_verdicts(suite: Suite, draft: str, stack: str) -> None:
    outcomes = list(judged(suite, draft, stack))
    differences = [outcome for outcome in outcomes if outcome is not None]
    counted, unexplained = tally(differences)
    assert unexplained == []
    assert counted == expected(draft, stack)
    refused = sum(difference.kind == "refused" for difference in differences)
    assert len(outcomes) - refused == SIZES[draft][stack == "reference"]


def neutral(violations: list[Violation]) -> list[str]:
    return sorted(map(repr, violations))


@pytest.mark.parametrize("draft", DIALECTS)
def test_the_stacks_find_the_same_violations(suite: Suite, draft: str) -> None:
    compared = 0
    differences = []
    for group in suite.groups(draft):
        try:
            fast, reference = (compiled(suite, group, stack) for stack in STACKS)
        except SchemaError:
            continue
        for description, value, _ in group.tests:
            found = neutral(fast.violations(value)), neutral(reference.violations(value))
            if all(found):
                compared += 1
                if found[0] != found[1]:
                    about = (draft, "both", group.file, group.description, description)
                    differences.append(Difference("violations", *about))
    counted, unexplained = tally(differences)
    assert unexplained == []
    assert counted == expected(draft, "both")
    assert compared > 500


def test_every_class_says_why_and_occurs() -> None:
    assert len({known.name for known in KNOWN}) == len(KNOWN)
    assert all(known.reason.endswith(".") and known.occurs for known in KNOWN)
    assert all(count > 0 for known in KNOWN for count in known.occurs.values())


def test_the_optional_formats_are_installed() -> None:
    assert set(FormatChecker.checkers) >= OPTIONAL_FORMATS


def test_a_difference_that_no_class_explains_is_seen() -> None:
    new = Difference("verdict", "draft7", "fast", "type.json", "integers", "1.0 is one")
    counted, unexplained = tally([new])
    assert (not counted, unexplained) == (True, [new])


def test_an_archive_that_is_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / suite_source.ARCHIVE).write_bytes(b"something else")
    monkeypatch.setenv("EVENTBOOK_SUITE", str(tmp_path))
    with pytest.raises(SuiteError, match="is not the suite expected"):
        load_suite()


def test_an_archive_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENTBOOK_SUITE", str(tmp_path / "absent"))
    with pytest.raises(SuiteError, match="the suite cannot be read"):
        load_suite()
