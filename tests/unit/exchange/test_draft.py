import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from eventbook.exchange.draft import TODO_SOURCE_TITLE, TODO_TITLE, drafts_from_release
from eventbook.exchange.release import Release, ReleaseError, read_release

ROOT = Path(__file__).parents[3]
TEXTS = sorted((ROOT / "tests" / "examples" / "releases").glob("*.txt"))
URL = "https://museum.example/news/7"


def schemas() -> dict[str, dict[str, object]]:
    files = (ROOT / "schemas").glob("*.schema.json")
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


def validator() -> Draft202012Validator:
    found = schemas()
    registry: Registry[object] = Registry().with_resources(
        (str(schema["$id"]), Resource.from_contents(schema)) for schema in found.values()
    )
    return Draft202012Validator(found["event.schema.json"], registry=registry)


def release(name: str) -> Release:
    return read_release((ROOT / "tests/examples/releases" / f"{name}.txt").read_bytes())


def words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", text)}


def test_the_whole_draft_of_a_plain_release():
    read = release("number-and-kind")

    (draft,) = drafts_from_release(read, url=URL)

    headline = "Seminar on paper conservation closes at the State Archive of Norland"
    assert draft.value == {
        "id": f"draft-2019-03-27-{read.sha256[:6]}",
        "title": TODO_TITLE,
        "title_type": "supplied",
        "formal_title": {"text": headline, "lang": "en", "source": "release"},
        "date": "XXXX",
        "date_basis": "unknown",
        "sources": [
            {
                "key": "release",
                "kind": "press-release",
                "title": headline,
                "stance": "reports",
                "published": "2019-03-27",
                "lang": "en",
                "url": URL,
                "identifier": "PRESS RELEASE No 07",
                "sha256": read.sha256,
                "sha256_of": "plain text as received, 249 bytes, UTF-8, LF",
                "stored": False,
            }
        ],
        "review": {"status": "draft"},
    }
    assert draft.comments == {
        "id": ("Drafted from a release; line numbers are those of its text.",),
        "title": ("Devise it; the release's own headline is its publisher's voice.",),
        "date": ("The event's day, not the release's; the text was not trusted to tell it.",),
    }


def test_without_headline_and_address_the_source_has_a_todo():
    (draft,) = drafts_from_release(release("bullet-first"), url=None, record_id="2019-mill-house")

    assert draft.value["id"] == "2019-mill-house"
    assert "formal_title" not in draft.value
    assert draft.value["sources"][0]["title"] == TODO_SOURCE_TITLE  # type: ignore[index, call-overload]
    assert draft.comments["title"][1:] == (
        "Line 1: the text begins with a list item; no headline was read.",
    )
    assert draft.comments["date"][1:] == (
        "Line 3: a day without a year; perhaps the event's.",
        "Line 3: may tell of another event than the rest of the text; each is a record of its own.",
    )


def test_a_minor_is_told_by_line_at_the_top():
    (draft,) = drafts_from_release(release("minor-pupil"), url=None)

    (comment,) = draft.comments["id"][1:]
    assert comment == (
        "Line 5 may name a minor: an age under 18 stands beside what looks like a name."
        " Leave the name out."
    )


def test_a_headline_that_may_name_a_minor_is_left_out():
    text = b"Evening with Xxxxxx\n\nThen Xxxxxx, a 9-year-old pupil, read.\n"

    (draft,) = drafts_from_release(read_release(text), url=None)

    assert "xxxxxx" not in repr(draft).lower()
    assert draft.comments["title"][1:] == (
        "The headline (line 1) was left out: it may name a minor. The address may repeat it.",
    )


@pytest.mark.parametrize("url", [None, URL])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_draft_is_valid_and_says_no_more_than_the_head(path: Path, url: str | None):
    read = read_release(path.read_bytes())

    drafts = drafts_from_release(read, url=url)

    assert len(drafts) == max(1, len(read.parts))
    for draft in drafts:
        assert [error.message for error in validator().iter_errors(draft.value)] == []
        assert set(draft.value) <= {
            "id", "title", "title_type", "formal_title", "date", "date_basis", "sources", "review",
        }  # fmt: skip
        assert (draft.value["date"], draft.value["date_basis"]) == ("XXXX", "unknown")
        assert set(draft.comments) <= set(draft.value)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_comments_quote_no_word_of_the_text(path: Path):
    """The sentences of the comments are fixed: those of one text hold for any other."""
    ours = {
        word
        for file in (
            "exchange/draft.py",
            "exchange/hints.py",
            "exchange/parts.py",
            "events/minors.py",
        )
        for word in words((ROOT / "cli/eventbook" / file).read_text(encoding="utf-8"))
    }
    for draft in drafts_from_release(read_release(path.read_bytes()), url=None):
        said = " ".join(line for lines in draft.comments.values() for line in lines)
        assert words(said) <= ours


def test_the_whole_drafts_of_a_release_on_two_events():
    read = release("several-datelines")

    one, two = drafts_from_release(read, url=URL)

    stem = f"draft-undated-{read.sha256[:6]}"
    assert [one.value["id"], two.value["id"]] == [f"{stem}-1", f"{stem}-2"]
    assert two.value == {
        "id": f"{stem}-2",
        "title": TODO_TITLE,
        "title_type": "supplied",
        "date": "XXXX",
        "date_basis": "unknown",
        "sources": [
            {
                "key": "release",
                "kind": "press-release",
                "stance": "reports",
                "lang": "en",
                "url": URL,
                "sha256": read.sha256,
                "sha256_of": "plain text as received, 228 bytes, UTF-8, LF",
                "stored": False,
                "note": "This event: lines 3-5 of its text.",
            }
        ],
        "review": {"status": "draft"},
    }
    assert two.comments == {
        "id": (
            "Drafted from a release; line numbers are those of its text.",
            "Line 3: a dateline names a place; the event may have been elsewhere.",
            "Draft 2 of 2: each part of the release begins with a dateline.",
            f"Line 1: {stem}-1.",
            "Lines 3-5: this draft.",
            "The last part was taken to run to the end of the text.",
            "Other lines belong to all of them or to none. If it is one event, keep one draft.",
        ),
        "title": ("Devise it; the release's own headline is its publisher's voice.",),
        "date": (
            "The event's day, not the release's; the text was not trusted to tell it.",
            "Line 3: opens with a day: that of the event or that of publication.",
        ),
    }


def test_each_part_has_its_headline_and_the_source_that_of_the_release():
    drafts = drafts_from_release(release("several-headings-french"), url=None)

    assert [
        (draft.value["formal_title"]["text"], draft.value["sources"][0]["title"])  # type: ignore[index, call-overload]
        for draft in drafts
    ] == [
        (title, "Les rendez-vous de la Maison des Ponts")
        for title in ("Concert de musique ancienne", "Lecture sur le quai", "Bal des mariniers")
    ]


def test_an_id_makes_one_draft_of_several_parts():
    (draft,) = drafts_from_release(release("several-datelines"), url=URL, record_id="mine")

    assert draft.value["id"] == "mine"
    assert "note" not in draft.value["sources"][0]  # type: ignore[operator, index]
    assert draft.comments["id"][-2:] == (
        "Perhaps an event of its own: line 1.",
        "Perhaps an event of its own: lines 3-5.",
    )


def test_what_may_name_a_minor_stays_out_of_the_draft_it_is_in():
    text = (
        "Two nights\n\n10 March: Evening with Xxxxxx\nThen Xxxxxx, a 9-year-old pupil, read.\n\n"
        "17 March: Songs by candlelight\nThe choir sang.\n"
    )

    one, two = drafts_from_release(read_release(text.encode()), url=None)

    assert "xxxxxx" not in repr((one, two)).lower()
    assert one.comments["title"][1:] == (
        "The headline (line 3) was left out: it may name a minor. The address may repeat it.",
    )
    assert [line[:6] for line in one.comments["id"] if "minor" in line] == ["Line 3", "Line 4"]
    assert "minor" not in repr(two.comments)
    assert two.value["formal_title"]["text"] == "Songs by candlelight"  # type: ignore[index, call-overload]


def key_order(value: Mapping[str, object], schema: dict[str, object]) -> None:
    order = list(schema["properties"])  # type: ignore[call-overload]
    assert list(value) == sorted(value, key=order.index)


def test_keys_stand_in_the_schema_s_order():
    (draft,) = drafts_from_release(release("number-and-kind"), url=URL)
    event, common = schemas()["event.schema.json"], schemas()["common.schema.json"]

    key_order(draft.value, event)
    key_order(draft.value["sources"][0], common["$defs"]["source"])  # type: ignore[index, call-overload, arg-type]
    key_order(draft.value["formal_title"], event["$defs"]["formalTitle"])  # type: ignore[index, arg-type]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("museum.example", "the address is no http or https URL; give it in full"),
        ("ftp://museum.example/", "the address is no http or https URL; give it in full"),
        ("https://", "the address is no http or https URL; give it in full"),
        ("", "the address is no http or https URL; give it in full"),
        ("https://[museum", "the address is no URL"),
        ("https://museum.example:port/", "the address is no URL"),
        ("https://museum.example/a b", "the address holds a space or a control character"),
        ("https://museum.example/\x1b", "the address holds a space or a control character"),
        ("https://ann:pw@hall.example/", "the address holds a user name or password; take it out"),
    ],
)  # fmt: skip
def test_an_address_that_a_record_cannot_hold_is_refused(url: str, message: str):
    with pytest.raises(ReleaseError) as caught:
        drafts_from_release(release("bullet-first"), url=url)

    assert str(caught.value) == message
