"""`eventbook render -f TEMPLATE`: a user's own template, and what is told of a wrong one."""

from __future__ import annotations

import os

import pytest

from acceptance.forked import forked

PAGE = """\
<h1>{{ event.title.text }}</h1>
<p>{{ event.date.words }}: {{ label("status.held") }}</p>
{% include "parts/sources.html.j2" %}
"""
SOURCES = "{% for source in event.sources %}<li>{{ source.title.text }}</li>{% endfor %}"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.fixture
def templates(book):
    """A book with a record and a template."""
    book.record("spring")
    book.write("templates/page.html.j2", PAGE)
    book.write("templates/parts/sources.html.j2", SOURCES)
    return book


def told(done):
    """The error alone, of a run that made nothing."""
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert done.stderr.startswith("error: ")
    return done.stderr.removeprefix("error: ").rstrip("\n")


def test_one_record_by_a_template_of_ones_own(templates):
    first, second = (templates("render", "spring", "-f", "templates/page.html.j2") for _ in "ab")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert first.stdout == (
        "<h1>Concert spring</h1>\n<p>18 May 2019: Held</p>\n<li>Printed programme</li>\n"
    )


def test_many_records_into_a_file(templates):
    templates.record("autumn")
    templates.write("all.txt.j2", "{% for e in events %}{{ e.id }} & {{ e.lang }}\n{% endfor %}")
    done = templates("render", "-f", "all.txt.j2", "-o", "all.txt", "--lang", "it")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (templates.root / "all.txt").read_text(encoding="utf-8")
    assert written.splitlines()[0].startswith("autumn & ")
    assert len(written.splitlines()) == 2


def test_record_text_is_escaped_in_html_and_cleaned_everywhere(templates):
    text = 'id: spring\ntitle: "<b>\\e[2J"\ndate: 2019\nsources: [{title: "a\\u202eb"}]\n'
    templates.record("spring", text)
    templates.write("a.html.j2", "{{ event.title.text }} {{ event.record.title }}")
    templates.write("a.txt.j2", "{{ event.record.title }} {{ event.record.sources[0].title }}\n")
    html = templates("render", "spring", "-f", "a.html.j2")
    plain = templates("render", "spring", "-f", "./a.txt.j2")
    assert html.stdout == "&lt;b&gt;\\u001b[2J &lt;b&gt;\\u001b[2J"
    assert plain.stdout == "<b>\\u001b[2J a\\u202eb\n"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("templates/none.html.j2", "template templates/none.html.j2: no such file"),
        ("none.j2", "template none.j2: no such file"),
        ("templates/", "templates/ is a folder; name the template in it"),
        ("templates/binary.j2", "template templates/binary.j2 is not UTF-8 text"),
        (
            "templates/nul.j2",
            "template templates/nul.j2 is not text: it holds NUL characters",
        ),
        (
            "templates/large.j2",
            "template templates/large.j2 is larger than the limit of 1 MiB",
        ),
        ("templates/pipe.j2", "template templates/pipe.j2 is not a regular file"),
        ("templates/nowhere.j2", "template templates/nowhere.j2: no such file"),
        (
            "templates/loop.j2",
            "template templates/loop.j2 is or lies behind a symbolic link, which is never followed",
        ),
        ("/dev/zero", "template /dev/zero is not a regular file"),
    ],
)
def test_what_is_no_template(templates, form, message):
    folder = templates.root / "templates"
    (folder / "binary.j2").write_bytes(b"\xff\xfe\x00")
    (folder / "nul.j2").write_bytes(b"a\0b")
    (folder / "large.j2").write_bytes(b"a" * (1 << 20) + b"b")
    os.mkfifo(folder / "pipe.j2")
    (folder / "nowhere.j2").symlink_to("is-not-there.j2")
    (folder / "loop.j2").symlink_to("loop.j2")
    assert told(templates("render", "spring", "-f", form)) == message


def test_the_user_may_name_a_link_and_a_template_may_not(templates, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    folder = templates.root / "templates"
    (folder / "link.html.j2").symlink_to("page.html.j2")
    done = templates("render", "spring", "-f", "templates/link.html.j2")
    assert (done.returncode, done.stderr) == (0, "")

    (folder / "secret.j2").symlink_to(outside / "secret.txt")
    (folder / "out").symlink_to(outside)
    for name, why in (
        ("secret.j2", "`secret.j2` is or lies behind a symbolic link, which is never followed"),
        (
            "out/secret.txt",
            "`out/secret.txt` is or lies behind a symbolic link, which is never followed",
        ),
        (
            "../eventbook.toml",
            "`../eventbook.toml` is no path of a template: it leaves the book (..)",
        ),
        (
            f"{outside}/secret.txt",
            f"`{outside}/secret.txt` is no path of a template: it is absolute",
        ),
    ):
        templates.write("templates/take.j2", "\n{% include '" + name + "' %}")
        found = told(templates("render", "spring", "-f", "templates/take.j2"))
        assert found == f"templates/take.j2:2: {why}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n{{ evnt.id }}", ":2: `evnt` is not defined; did you mean `event`?"),
        ("{{ event.titel }}", ":1: there is no `titel` here; did you mean `title`?"),
        ("{% fro %}", ":1: Encountered unknown tag 'fro'."),
        ("a\n\n{{ 1 / 0 }}", ":3: ZeroDivisionError: division by zero"),
        (
            "{{ 'a' * 10 ** 10 }}",
            (
                ":1: it takes more memory than a template may; "
                "let it do less, or render fewer records at a time"
            ),
        ),
        (
            "{% for i in range(99999) %}{{ 'a' * 99999 }}{% endfor %}",
            (
                ":1: it makes more text than a template may; "
                "let it do less, or render fewer records at a time"
            ),
        ),
        (
            "{{ ''.__class__ }}",
            (
                ":1: access to attribute '__class__' of 'str' object is unsafe; "
                "templates read values and call the functions that there are"
            ),
        ),
        (
            "{% include 'none.j2' %}",
            (
                ":1: there is no template `none.j2`; "
                "templates are named by their path from the folder of the first one"
            ),
        ),
        ("{{ '\\ud800' }}", ": the text holds half a character (a lone surrogate)"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(templates, text, message):
    templates.write("templates/page.html.j2", text)
    done = templates("render", "spring", "-f", "templates/page.html.j2", "-o", "page.html")
    assert told(done) == f"templates/page.html.j2{message}"
    assert not (templates.root / "page.html").exists()


def test_a_fault_in_an_included_template_names_that(templates):
    templates.write("templates/parts/sources.html.j2", "\n\n{{ event.surces }}")
    found = told(templates("render", "spring", "-f", "templates/page.html.j2"))
    assert found == (
        "templates/parts/sources.html.j2:3: there is no `surces` here; did you mean `sources`?"
    )


def test_options_of_calendars_do_not_go_with_it(templates):
    done = templates("render", "spring", "-f", "templates/page.html.j2", "--approximate")
    assert told(done) == (
        "--approximate goes with -f ics; other forms say in words what is known of a date"
    )


def test_under_trust_no_template_of_a_change_runs(templates):
    templates.commit()
    templates.git("switch", "--quiet", "--create", "change")
    planted = "{{ 'planted' }}"
    templates.write("templates/page.html.j2", planted)
    templates.write("templates/parts/sources.html.j2", planted)
    templates.write("templates/new.html.j2", planted)
    templates.commit("Plant templates")

    page = templates("render", "spring", "-f", "templates/page.html.j2", "--trust", "main")
    assert (page.returncode, page.stderr) == (0, "")
    assert page.stdout == (
        "<h1>Concert spring</h1>\n<p>18 May 2019: Held</p>\n<li>Printed programme</li>\n"
    )
    new = templates("render", "spring", "-f", "templates/new.html.j2", "--trust", "main")
    assert told(new) == "template templates/new.html.j2: not in main"
    without = templates("render", "spring", "-f", "templates/page.html.j2")
    assert without.stdout == "planted"


def test_under_trust_neither_links_nor_other_folders_help(templates, tmp_path):
    templates.write("templates/take.html.j2", "{% include 'later.html.j2' %}")
    templates.commit()
    templates.git("switch", "--quiet", "--create", "change")
    templates.write("planted/later.html.j2", "planted")
    (templates.root / "templates/later.html.j2").symlink_to("../planted/later.html.j2")
    templates.commit("Plant a link")
    done = templates("render", "spring", "-f", "templates/take.html.j2", "--trust", "main")
    assert told(done).startswith("templates/take.html.j2:1: there is no template `later.html.j2`")

    (templates.root / "templates").rename(templates.root / "old")
    (templates.root / "templates").symlink_to("planted")
    done = templates("render", "spring", "-f", "templates/later.html.j2", "--trust", "main")
    assert told(done) == "template templates/later.html.j2: not in main"
    done = templates("render", "spring", "-f", "templates/page.html.j2", "--trust", "main")
    assert done.stdout.startswith("<h1>Concert spring</h1>")

    outside = tmp_path / "outside.j2"
    outside.write_text("planted")
    done = templates("render", "spring", "-f", str(outside), "--trust", "main")
    assert told(done) == (
        f"--trust: {outside} lies outside the repository {templates.root.resolve()}"
    )
