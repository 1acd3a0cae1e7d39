"""`eventbook render`: targets, selection and where the result goes."""

from __future__ import annotations

import re

import pytest

from acceptance.conftest import EVENTBOOK
from acceptance.forked import forked
from eventbook.render import TARGETS

FORMS = ", ".join((*TARGETS, "site"))
HOSTILE = """\
id: hostile
title: "<script>alert(1)</script> & \\u202e[x](javascript:alert(1))"
date: 2026-05-01
sources: [{key: a, title: "<img src=x onerror=alert(1)>", url: "https://example.org/?a=1&b=2"}]
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_same_record_gives_the_same_bytes(book, form):
    book.record("spring")
    first, second = (book("render", "spring", "-f", form) for _ in range(2))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert "Concert spring" in first.stdout
    assert "18 May 2019" in first.stdout
    assert "DRAFT" in first.stdout


def test_many_records_to_a_file(book):
    for name in ("spring", "autumn"):
        book.record(name)
    done = book("render", "-f", "html", "-o", "page.html")
    page = (book.root / "page.html").read_text(encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert page.index("Concert autumn") < page.index("Concert spring")
    assert [path.name for path in book.root.glob(".page*")] == []


def test_conditions_select(book):
    for name in ("spring", "autumn"):
        book.record(name)
    done = book("render", "-w", "id=autumn", "-f", "text")
    assert done.returncode == 0
    assert "Concert autumn" in done.stdout
    assert "Concert spring" not in done.stdout


def test_record_text_never_becomes_markup(book):
    book.record("hostile", HOSTILE)
    page = book("render", "hostile", "-f", "html").stdout
    data = re.findall('<script type="application/ld\\+json">([^<]*)</script>', page)
    assert page.count("<script") == len(data) <= 1  # data, and nothing that runs
    assert "<img" not in page
    assert not re.search(r'href="(?!https?:|#)', page)
    assert "\u202e" not in page
    assert "Content-Security-Policy" in page


def test_a_withheld_person_has_no_name_in_any_form(book):
    broken = """\
id: spring
title: Spring concert
date: 2026-05-01
participants: [{key: r, minor: true, name: Quentin Placeholder, label: A child, roles: [reader]}]
sources: [{title: Programme}]
"""
    book.record("spring", broken)
    for form in ("text", "markdown", "html"):
        done = book("render", "spring", "-f", form)
        assert done.returncode == 0
        assert "Quentin" not in done.stdout + done.stderr
        assert "A child" in done.stdout
        assert "has errors; `eventbook validate` names them" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["spring", "-f", "htm"], "there is no target `htm`; did you mean `html`?"),
        (["spring", "-f", "stie"], "there is no target `stie`; did you mean `site`?"),
        (["spring", "-f", "a\x1b[2J"], r"there is no target `a\x1b[2J`; there are " + FORMS),
        (["sprong"], "there is no record and no file `sprong`; did you mean `spring`?"),
        (["spring", "-", "x"], "`-` stands alone; give the other ids on standard input, too"),
        (["-"], "no record is named on standard input; give an id a line"),
        ([""], "an empty argument is no record and no file"),
        (["-w", "id=other"], "no record is selected; `eventbook list` shows what there is"),
        (
            ["-w", "id"],
            (
                "`id` is no condition; write KEY OP VALUE, such as `type=concert`; "
                "OP is one of = != ~ !~ < <= > >= in"
            ),
        ),
        (
            ["spring", "-o", "no/such/folder.txt"],
            "cannot write no/such/folder.txt: no such file or directory; is its folder there?",
        ),
        (["spring", "-o", "records"], "cannot write records: is a directory; name a file in it"),
        (
            ["spring", "-f", "html", "--approximate"],
            "--approximate goes with -f ics; other forms say in words what is known of a date",
        ),
        (["spring", "--lang", "english"], "--lang: `english` is not a language tag; write `en`"),
        (
            ["spring", "--rev", "v9"],
            "unknown revision `v9`; name a commit, branch or tag, such as `HEAD~1` or `main`",
        ),
        (
            ["spring", "--trust", "v9"],
            "--trust: unknown revision `v9`; if this clone lacks it: git fetch origin v9",
        ),
    ],
)
def test_wrong_requests(book, arguments, message):
    book.record("spring")
    done = book("render", *arguments, input="")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"error: {message}\n")


def test_drafts_are_asked_for_of_what_programs_keep(book):
    book.record("spring")
    done = book("render", "spring", "--drafts")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(
        "error: --drafts goes with -f ics( or -f [a-z]+)*; other forms show every record that is "
        "meant, drafts marked as such\n",
        done.stderr,
    )


@pytest.mark.parametrize("end", ["\n", "\0", "\r\n"])
def test_ids_from_a_pipe(book, end):
    for name in ("spring", "autumn", "winter"):
        book.record(name)
    done = book("render", "-", input=end.join(["winter", "records/events/spring.yaml", ""]))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall("Concert [a-z]+", done.stdout)[:1] == ["Concert spring"]
    assert "Concert winter" in done.stdout
    assert "Concert autumn" not in done.stdout


def test_a_closed_pipe_ends_it(book):
    book.record("spring")
    command = f"{EVENTBOOK} render -f html | true; echo ${{PIPESTATUS[0]}}"
    done = book.run.program("bash", "-c", command, cwd=book.root)
    assert (done.stdout, done.stderr) == ("141\n", "")


def published(book, name, status="published", date="2019-05-18"):
    fields = f"id: {name}\ntitle: Concert {name}\ndate: {date}\nsources: [{{title: Programme}}]\n"
    review = f"review: {{status: {status}, by: Ann Editor, on: 2026-01-15}}\n"
    book.record(name, fields + review)


def test_what_programs_keep_is_published(book):
    published(book, "spring")
    published(book, "summer", "withdrawn")
    book.record("autumn")
    book.record("winter")
    book.commit()  # so that it is known when they changed

    one = book("render", "-f", "ics")
    assert re.findall(r"SUMMARY:(.*)\r", one.stdout) == ["Concert spring"]
    assert one.stderr == (
        "left out: 3 records that are not published; `--drafts` brings those that are not yet\n"
    )
    drafts = book("render", "-f", "ics", "--drafts")
    assert len(re.findall("SUMMARY:", drafts.stdout)) == 3
    assert drafts.stderr == (
        "left out: 1 record that is withdrawn; those that are named by their ids are shown\n"
    )
    named = book("render", "autumn", "-f", "ics")
    assert (len(re.findall("SUMMARY:", named.stdout)), named.stderr) == (1, "")
    gone = book("render", "summer", "-f", "ics")
    assert (gone.returncode, gone.stdout) == (1, "")
    piped = book("render", "-", "-f", "ics", input="autumn\nspring\n")
    assert (len(re.findall("SUMMARY:", piped.stdout)), piped.stderr) == (2, "")
    folder = book("render", "records", "-f", "ics")
    assert (folder.stdout, folder.stderr) == (one.stdout, one.stderr)


@pytest.mark.parametrize("form", ["html", "markdown", "jsonld"])
def test_a_published_record_tells_nothing_of_what_is_not(book, form):
    for name, status, whole in (
        ("spring", "published", "autumn"),
        ("summer", "published", "winter"),
        ("autumn", "draft", "winter"),
        ("winter", "withdrawn", "spring"),
    ):
        published(book, name, status)
        path = book.root / f"records/events/{name}.yaml"
        path.write_text(f"{path.read_text('utf-8')}part_of: {{ref: event/{whole}}}\n", "utf-8")
    shown = {
        name: set(re.findall(r"Concert (\w+)", book("render", name, "-f", form).stdout))
        for name in ("spring", "summer", "autumn", "winter")
    }
    assert shown == {
        "spring": {"spring"},
        "summer": {"summer"},
        "autumn": {"autumn", "winter"},  # whoever works on a draft sees what it refers to
        "winter": {"winter", "spring"},
    }


def test_where_nothing_is_published_nothing_is_made(book):
    book.record("autumn")
    one = book("render", "-f", "ics", "-o", "all.ics")
    assert (one.returncode, one.stdout, one.stderr) == (
        1,
        "",
        "error: the record is not published; `--drafts` brings those that are not yet\n",
    )
    book.record("winter")
    two = book("render", "-f", "ics", "-o", "all.ics")
    assert two.stderr == (
        "error: all 2 records are not published; `--drafts` brings those that are not yet\n"
    )
    assert not (book.root / "all.ics").exists()


def test_what_a_calendar_cannot_hold_is_named(book):
    published(book, "spring")
    for number in range(30):
        published(book, f"some-{number:02}", date="2019-05")
    done = book("render", "-f", "ics")
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines), lines[-1]) == (0, 21, "left out: and 10 more")
    assert all(
        re.fullmatch("left out: some-[0-9]{2}: .*`--approximate`.*", each) for each in lines[:-1]
    )

    none = book("render", "some-00", "some-01", "-f", "ics", "-o", "all.ics")
    assert (none.returncode, none.stdout) == (1, "")
    assert none.stderr.startswith("error: none of 2 records can be rendered as `ics`: some-00: ")
    assert none.stderr.count("\n") == 1
    assert not (book.root / "all.ics").exists()

    spans = book("render", "-f", "ics", "--approximate")
    assert (spans.returncode, len(re.findall("SUMMARY:", spans.stdout)), spans.stderr) == (
        0,
        31,
        "",
    )


def test_of_many_records_with_errors_twenty_are_named(book):
    for number in range(25):
        book.record(
            f"some-{number:02}", f"id: some-{number:02}\ntitle: A\ndate: 2019\nsources: []\n"
        )
    done = book("render")
    lines = done.stderr.splitlines()
    assert done.returncode == 0
    assert lines[0] == (
        "warning: records/events/some-00.yaml has errors; `eventbook validate` names them"
    )
    assert (len(lines), lines[-1]) == (21, "warning: and 5 more records have errors")


def test_settings_of_a_commit_hold_under_trust(book):
    book.record("spring")
    book.commit()
    settings = (book.root / "eventbook.toml").read_text(encoding="utf-8")
    book.write("eventbook.toml", settings.replace("Test archive", "Somebody else's"))
    plain = book("render", "spring", "-f", "html")
    trusted = book("render", "spring", "-f", "html", "--trust", "HEAD")
    assert "Somebody else&#39;s" in plain.stdout
    assert "Somebody" not in trusted.stdout
    assert "Test archive" in trusted.stdout
    assert trusted.stderr == (
        "other settings or schemas than in HEAD, whose hold: eventbook.toml\n"
    )


def test_a_broken_record_is_not_rendered(book):
    book.record("spring", "id: [\n")
    done = book("render", "records/events/spring.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: records/events/spring.yaml cannot be read; `eventbook validate` says why\n"
    )


def test_what_events_refer_to_has_no_page_of_its_own(book):
    (book.root / "eventbook.toml").unlink()
    (book.root / "schemas").mkdir(exist_ok=True)
    book.record("spring")
    person = book.root / "records/people/ann-example.yaml"
    person.parent.mkdir(parents=True)
    person.write_text("id: ann-example\nname: Ann Example\n")

    everything = book("render")
    named = book("render", "ann-example")

    assert (everything.returncode, everything.stderr) == (0, "")
    assert "Concert spring" in everything.stdout
    assert (named.returncode, named.stdout) == (2, "")
    assert "records of kind `person` have no page" in named.stderr
