"""Findings are known again although lines, lists, files and ids change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.facts import Facts
from eventbook.changes.new_findings import Judged, named_place, new_findings
from eventbook.changes.trees import Identity, ListIdentity
from eventbook.findings import Finding
from eventbook.jsonvalue import Json
from eventbook.pointer import Place

DECLARED: dict[str, ListIdentity] = {"people": ((("key",),), (("name", "ref"),)), "words": "set"}
VALUE: Json = {
    "people": [{"key": "ann", "name": "Ann"}, {"ref": "person/bo"}, {"role": "host"}],
    "words": ["b", "a"],
    "steps": [{"title": "x"}],
}


def identity(_kind: str) -> Identity:
    return lambda place: DECLARED.get(str(place[-1])) if place else None


def record(path: str = "a.yaml", name: str | None = "a", value: Json = None, *at: int) -> Facts:
    return Facts(path, "event", at, name, {} if value is None else value, alone=not at)


def finding(
    slug: str = "s", message: str = "m", place: Place = (), path: str = "a.yaml", **more: object
) -> Finding:
    return replace(Finding(slug, "error", message, path, place, record="a"), **more)  # type: ignore[arg-type]


def new(
    now: list[Finding],
    before: list[Finding],
    records: list[Facts] | None = None,
    old: list[Facts] | None = None,
) -> list[Finding]:
    records = records or [record()]
    found, left_out = new_findings(Judged(now, records), Judged(before, old or records), identity)
    assert left_out == len(now) - len(found)
    return found


def test_items_by_what_tells_them_apart() -> None:
    def named(*place: str | int) -> Place:
        return named_place(place, VALUE, identity("event"))

    assert named("people", 0, "name") == ("people", "=(('key', 'ann'),)", "name")
    assert named("people", 1) == ("people", "=(('ref', 'person/bo'),)")
    assert named("people", 2, "role") == ("people", "*", "role")
    assert named("words", 1) == ("words", '="a"')
    assert named("steps", 0, "title") == ("steps", "*", "title")
    assert named("gone", 7, "x") == ("gone", "*", "x")


def test_an_item_that_is_pushed_down_keeps_its_finding() -> None:
    person = {"key": "ann"}
    before = [finding(place=("people", 0, "name"))]
    now = [finding(place=("people", 1, "name"))]
    old, later = [record(value={"people": [person]})], [record(value={"people": [{}, person]})]
    assert new(now, before, later, old) == []
    other = [record(value={"people": [person, {"key": "bo"}]})]
    assert new(now, before, other, old) == now


def test_alike_findings_are_counted() -> None:
    one = finding(place=("steps", 0))
    two = finding(place=("steps", 1))
    assert new([one, two], [one]) == [two]
    assert new([one], [one, two]) == []


def test_another_slug_message_place_or_an_end_of_a_waiver_is_new() -> None:
    old = finding()
    for other in (
        finding("t"),
        finding(message="n"),
        finding(place=("x",)),
        finding(record="b", path="b.yaml"),
    ):
        assert new([old, other], [old]) == [other]
    assert new([old], [replace(old, waived=True)]) == [old]
    moved = finding(label="x", severity="warning")
    assert new([moved], [old]) == []


def test_a_moved_file_and_a_changed_id() -> None:
    old = finding()
    assert new([finding(path="b.yaml")], [old], [record("b.yaml")], [record()]) == []
    assert new([finding(record="b")], [old], [record(name="b")], [record()]) == []
    both = finding(path="b.yaml", record="b")
    assert new([both], [old], [record("b.yaml", "b")], [record()]) == [both]
    # Two that share an old one's id or file take it once.
    assert len(new([finding(path="b.yaml"), finding(record="b")], [old])) == 1


def test_records_in_a_list_are_known_without_their_number() -> None:
    old, later = [record("a", "a", {}, 0)], [record("a", "x", {}, 0), record("a", "a", {}, 1)]
    before = [finding(place=(0, "t"), path="a")]
    assert new([finding(place=(1, "t"), path="a")], before, later, old) == []
    first = finding(place=(0, "t"), path="a", record="x")
    assert new([first, finding(place=(1, "t"), path="a")], before, later, old) == [first]


def test_a_file_that_cannot_be_read() -> None:
    unread = finding("yaml-syntax", record=None)
    nothing = [Facts("a.yaml", "event")]
    assert new([unread], [unread], nothing) == []
    assert new([unread], [], nothing, [record()]) == [unread]


FINDINGS = st.lists(
    st.builds(
        finding,
        slug=st.sampled_from("st"),
        message=st.sampled_from("mn"),
        place=st.sampled_from([(), ("steps", 0), ("steps", 1), ("people", 0)]),
        path=st.sampled_from(["a.yaml", "b.yaml"]),
    ),
    max_size=8,
)


@given(FINDINGS, FINDINGS)
def test_what_was_there_and_what_is_added(old: list[Finding], added: list[Finding]) -> None:
    records = [record("a.yaml", value=VALUE), record("b.yaml", value=VALUE)]
    assert new(old, old, records) == []
    assert len(new([*old, *added], old, records)) == len(added)
    assert new(added, [], records) == added
    assert new([], old, records) == []
