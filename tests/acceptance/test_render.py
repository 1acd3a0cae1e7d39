"""`eventbook render`: targets, selection and where the result goes."""

from __future__ import annotations

import re

import pytest

HOSTILE = """\
id: hostile
title: "<script>alert(1)</script> & \\u202e[x](javascript:alert(1))"
date: 2026-05-01
sources: [{key: a, title: "<img src=x onerror=alert(1)>", url: "https://example.org/?a=1&b=2"}]
"""


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
    assert "<script" not in page
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
        (["spring", "-f", "htm"], "error: there is no target `htm`; did you mean `html`?\n"),
        (["sprong"], "error: there is no record and no file `sprong`; did you mean `spring`?\n"),
        (
            ["-w", "id=other"],
            "error: no record is selected; `eventbook list` shows what there is\n",
        ),
        (["spring", "-o", "no/such/folder.txt"], "error: cannot write no/such/folder.txt"),
    ],
)
def test_wrong_requests(book, arguments, message):
    book.record("spring")
    done = book("render", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1


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
