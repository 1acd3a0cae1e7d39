"""What users give to `render`, wrong in every way: one line that helps, and nothing half done."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.conftest import EVENTBOOK, SETTINGS, Book, Run
from acceptance.forked import forked

LESS = "; let it do less, or render fewer records at a time"
MEMORY = f":1: it takes more memory than a template may{LESS}"
DEEP = "it is nested too deeply; macros or templates call each other without end?"
VALUES = "; templates read values and call the functions that there are"
FOLDER = "; templates are named by their path from the folder of the first one"
NAMES = "there are book, date, event, events, label, lang, safe_url, site"
ITSELF = "page.html.j2"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command, imported once for all its processes here."""
    with forked(tmp_path_factory.mktemp("home")) as runner:
        yield runner


@pytest.fixture
def given(book: Book) -> Book:
    """A book with a record, a template, and what stands in the way."""
    book.record("spring")
    book.write("t/page.html.j2", "{{ event.id }}")
    book.write("t/parts/x.j2", "x")
    return book


def held(root: Path) -> dict[str, object]:
    """Every path of a folder with what is there, but for what git and the cache keep."""
    found: dict[str, object] = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            found[name] = path.readlink()
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = stat.S_IFMT(path.lstat().st_mode)
    return {name: what for name, what in found.items() if not name.startswith(".git/eventbook")}


def refused(book: Book, *words: str) -> str:
    """The error alone, of a run that changed nothing."""
    before = held(book.root)
    done = book("render", *words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert held(book.root) == before
    assert done.stderr.startswith("error: ")
    return done.stderr.removeprefix("error: ").rstrip("\n")


# Templates


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n{{ event.title }\n", ":2: unexpected '}'"),
        ("{% if %}", ":1: Expected an expression, got 'end of statement block'"),
        ("{# never ends", ":1: Missing end of comment tag"),
        ("{% raw %}{{ x }}", ":1: Missing end of raw directive"),
        ("a\r\nb\r\n{{ nope }}\r\n", f":3: `nope` is not defined; {NAMES}"),
        ("\ufeffa\n{{ nope }}", f":2: `nope` is not defined; {NAMES}"),
        (
            "{{ event.place.nope }}",
            ":1: `nope` is asked of nothing; ask first, such as by `{% if … %}`",
        ),
        ("{{ event.\x1b }}", r":1: unexpected char '\x1b' at 9"),
        ("{% set event.title = 1 %}", ":1: cannot assign attribute on non-namespace object"),
        ("{{ date() }}", ":1: TypeError: date() missing 1 required positional argument: 'value'"),
        (
            "{{ label(1, 2) }}",
            ":1: TypeError: label() takes 1 positional argument but 2 were given",
        ),
        # what it includes
        (
            "{% include 'a\\0b' %}",
            (
                r":1: `a\x00b` is no path of a template: "
                "it holds control characters or bytes that are not UTF-8"
            ),
        ),
        (
            "{% include 'a\\nb' %}",
            (
                r":1: `a\nb` is no path of a template: "
                "it holds control characters or bytes that are not UTF-8"
            ),
        ),
        (
            "{% include 'parts/../../eventbook.toml' %}",
            (":1: `parts/../../eventbook.toml` is no path of a template: it leaves the book (..)"),
        ),
        (
            "{% include '..\\\\eventbook.toml' %}",
            r":1: `..\eventbook.toml` is no path of a template: it holds a backslash",
        ),
        (
            "{% extends '/etc/passwd' %}",
            ":1: `/etc/passwd` is no path of a template: it is absolute",
        ),
        ("{% import '' as m %}", ":1: `` is no path of a template: it is empty"),
        ("{% include 'parts' %}", ":1: `parts` is not a regular file"),
        ("{% include 'pipe' %}", ":1: `pipe` is not a regular file"),
        ("{% include none %}", f":1: there is no template without a name{FOLDER}"),
        ("{% include ['a', 'b'] %}", f":1: there is no template `a` or `b`{FOLDER}"),
        ("{% include '\\ud800' %}", rf":1: there is no template `\ud800`{FOLDER}"),
        (
            "{% for i in range(300) %}{% include 'n%s'|format(i) ignore missing %}{% endfor %}",
            ":1: it includes too many templates",
        ),
        # without end
        (f"{{% include '{ITSELF}' %}}", f":1: {DEEP}"),
        (f"{{% extends '{ITSELF}' %}}", f":1: {DEEP}"),
        (f"{{% import '{ITSELF}' as m %}}", f":1: {DEEP}"),
        (
            "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
            f":1: {DEEP}",
        ),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", f":1: {DEEP}"),
        ("{{ event" + ".a" * 20_000 + " }}", f": {DEEP}"),
        # large
        ("{{ 'a' * 10 ** 9 }}", MEMORY),
        ("{{ [0] * 10 ** 9 }}", MEMORY),
        ("{{ '%0999999999d' % 1 }}", MEMORY),
        ("{{ '%0999999999d'|format(1) }}", MEMORY),
        ("{{ '{:999999999}'.format(1) }}", MEMORY),
        ("{{ 'a'|center(10 ** 9) }}", MEMORY),
        ("{{ 'aaaa'|replace('', 'b' * 10 ** 8) }}", MEMORY),
        (
            "{{ 10 ** 5000 }}",
            (
                ":1: ValueError: Exceeds the limit (4300 digits) for integer string conversion; "
                "use sys.set_int_max_str_digits() to increase the limit"
            ),
        ),
        # ways out
        (
            "{{ '{0.__class__}'.format('') }}",
            f":1: access to attribute '__class__' of 'str' object is unsafe{VALUES}",
        ),
        (
            "{{ '{a.__class__}'.format_map({'a': 1}) }}",
            f":1: access to attribute '__class__' of 'int' object is unsafe{VALUES}",
        ),
        (
            "{{ events|sum(attribute='__class__') }}",
            f":1: access to attribute '__class__' of 'dict' object is unsafe{VALUES}",
        ),
        (
            "{{ (events|map('upper')).gi_frame }}",
            f":1: access to attribute 'gi_frame' of 'generator' object is unsafe{VALUES}",
        ),
        (
            "{% set x %}{% endset %}{{ x.__html__.__globals__ }}",
            f":1: access to attribute '__html__' of 'Markup' object is unsafe{VALUES}",
        ),
    ],
)
def test_a_template_that_does_what_it_may_not(given: Book, text: str, message: str) -> None:
    given.write("t/page.html.j2", text.encode())
    os.mkfifo(given.root / "t/pipe")
    found = refused(given, "spring", "-f", "t/page.html.j2", "-o", "page.html")
    assert found == f"t/page.html.j2{message}"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", ""),
        ("\ufeffa", "a"),  # a byte order mark
        ("{{ events|map(attribute='__class__')|list }}", "[Undefined]"),
        ("{{ [label]|map('attr', '__globals__')|list }}", "[Undefined]"),
        ("{{ safe_url('javascript:alert(1)') }}|{{ safe_url(1) }}", "|"),
        ("{{ ('<' * 10 ** 6)|striptags|length }}", "1000000"),
        ("{{ ('9' * 10 ** 5)|int }}", "0"),
    ],
)
def test_a_template_that_does_nothing_bad(given: Book, text: str, made: str) -> None:
    given.write("t/page.txt.j2", text.encode())
    done = given("render", "spring", "-f", "t/page.txt.j2")
    assert (done.returncode, done.stdout, done.stderr) == (0, made, "")


# Where it goes


ANOTHER = "; name another file"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("records/events/spring.yaml", f": it is a record of the book{ANOTHER}"),
        ("records/events/new.yaml", f": it is a record of the book{ANOTHER}"),
        ("link.html", f": it is a record of the book{ANOTHER}"),
        ("eventbook.toml", f": it holds the settings of the book{ANOTHER}"),
        ("schemas/own.json", f": it lies among the schemas of the book{ANOTHER}"),
        (".git/config", f": it lies in the git directory of the book{ANOTHER}"),
        (".git/hooks/pre-push", f": it lies in the git directory of the book{ANOTHER}"),
        ("../.git/config", f": it lies in a git directory{ANOTHER}"),
        (".withheld", f": it is the list of withheld names{ANOTHER}"),
        ("t/page.html.j2", f": it is the template itself{ANOTHER}"),
        ("t/../t/page.html.j2", f": it is the template itself{ANOTHER}"),
    ],
)
def test_a_page_is_written_over_nothing_that_a_book_is_made_of(
    given: Book, output: str, message: str
) -> None:
    (given.root / "link.html").symlink_to("records/events/spring.yaml")
    assert refused(given, "spring", "-f", "t/page.html.j2", "-o", output) == f"-o {output}{message}"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("t", "t: is a directory; name a file in it"),
        ("..", "..: is a directory; name a file in it"),
        ("", ".: is a directory; name a file in it"),
        ("ring", "ring: too many levels of symbolic links"),
        ("new/page.html", "new/page.html: no such file or directory; is its folder there?"),
        ("eventbook.toml/x", "eventbook.toml/x: not a directory"),
        ("x" * 300, "x" * 300 + ": file name too long"),
        ("/dev/full", "/dev/full: no space left on device"),
    ],
)
def test_a_page_that_cannot_be_written(given: Book, output: str, message: str) -> None:
    (given.root / "ring").symlink_to("ring")
    assert refused(given, "spring", "-f", "html", "-o", output) == f"cannot write {message}"


@pytest.mark.parametrize("name", ["page.html", "a\nb", "\x1b[2J", "records/events/spring.html"])
def test_a_page_replaces_another_one(given: Book, name: str) -> None:
    given.write("t/id.txt.j2", "{{ event.id }}")
    given.write(name, "old")
    done = given("render", "spring", "-f", "t/id.txt.j2", "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (given.root / name).read_text() == "spring"


def test_links_are_written_through(given: Book) -> None:
    given.write("t/id.txt.j2", "{{ event.id }}")
    (given.root / "nowhere").symlink_to("../outside.txt")
    done = given("render", "spring", "-f", "t/id.txt.j2", "-o", "nowhere")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (given.root / "nowhere").readlink() == Path("../outside.txt")
    assert (given.root.parent / "outside.txt").read_text() == "spring"


def test_a_pipe_takes_the_page_as_soon_as_it_is_read(given: Book) -> None:
    pipe = given.root / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    with subprocess.Popen(
        [EVENTBOOK, "render", "spring", "-f", "t/page.html.j2", "-o", "pipe"],
        cwd=given.root,
        env=given.run.environment(),
    ) as child:
        threading.Timer(1.0, reader.start).start()
        assert child.wait(timeout=60) == 0
    reader.join(timeout=10)
    assert read == ["spring"]


def test_where_a_user_may_not_write(given: Book) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    given.write("shut/keep", "").parent.chmod(0o500)
    given.write("t/shut.j2", "x").chmod(0)
    found = refused(given, "spring", "-f", "html", "-o", "shut/page.html")
    assert found == "cannot write shut/page.html: permission denied"
    found = refused(given, "spring", "-f", "t/shut.j2")
    assert found == "template t/shut.j2 cannot be read: permission denied"


# What the settings say of the site


TWO = "write an address that begins with `https://` or `http://` and a host"
TAG = "write a BCP 47 tag such as `it`, `az-Arab` or `en-GB`"
WORDS = "there are en, it, az, and the book's own language"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'url = "javascript:alert(1)"',
            (f"`url` in [site]: `javascript:` is not the address of a web page; {TWO}"),
        ),
        (
            'url = "JaVaScRiPt:alert(1)"',
            (f"`url` in [site]: `javascript:` is not the address of a web page; {TWO}"),
        ),
        (
            'url = "data:text/html,x"',
            (f"`url` in [site]: `data:` is not the address of a web page; {TWO}"),
        ),
        ('url = "https:///x"', f"`url` in [site]: `https:///x` names no host; {TWO}"),
        (
            'url = "https://me:word@a.example/"',
            (
                "`url` in [site]: "
                "the address holds a user name or password; "
                "leave out what stands before the `@`"
            ),
        ),
        (
            'url = "https://a.example/?q"',
            (
                "`url` in [site]: "
                "`https://a.example/?q` has a query, "
                "which the addresses of pages cannot; "
                "write `https://a.example/`"
            ),
        ),
        (
            'url = "https://a.example/#f"',
            (
                "`url` in [site]: "
                "`https://a.example/#f` has a fragment, "
                "which the addresses of pages cannot; "
                "write `https://a.example/`"
            ),
        ),
        (
            'url = "https://ä.example/"',
            (
                "`url` in [site]: "
                "`https://ä.example/` holds letters beyond ASCII; "
                "write the host in its xn-- form, "
                "a path as %.."
            ),
        ),
        (
            'url = "https://a.example/a b"',
            (
                "`url` in [site]: "
                "`https://a.example/a b` holds a space, "
                "which no web address can; "
                "write it as `%20`"
            ),
        ),
        (
            'url = "https://a.example/<b>"',
            (
                "`url` in [site]: "
                "`https://a.example/<b>` holds `<`, "
                "which no web address can; "
                "write it as `%3C`"
            ),
        ),
        (
            'url = "https://a.example:99999/"',
            (f"`url` in [site]: `https://a.example:99999/` has no host that can be read; {TWO}"),
        ),
        ("url = 5", "`url` in [site] must be text, not a number"),
        ('url = ["https://a.example/"]', "`url` in [site] must be text, not an array"),
        (
            'languages = ["zz"]',
            ("`languages` in [site]: `zz` is not a language tag; `zz` is no language in ISO 639-1"),
        ),
        ('languages = ["de"]', f"`languages` in [site]: pages have no words in `de`; {WORDS}"),
        (
            'languages = ["en/../.."]',
            (f"`languages` in [site]: `en/../..` is not a language tag; {TAG}"),
        ),
        (
            'languages = ["en", "en"]',
            ("`languages` in [site] names `en` twice; leave one of them out"),
        ),
        ("languages = []", '`languages` in [site] is empty; leave it out, or write `["en"]`'),
        ('about = ["x"]', "`about` in [site] must be text, not an array"),
        (
            'about = {xx = "x"}',
            ("a key of [site.about]: `xx` is not a language tag; `xx` is no language in ISO 639-1"),
        ),
    ],
)
def test_settings_of_a_site(given: Book, line: str, message: str) -> None:
    given.write("eventbook.toml", f"{SETTINGS}\n[site]\n{line}\n")
    found = refused(given, "-f", "site", "-o", "site", "--drafts")
    assert found == f"eventbook.toml:11:1: {message}"


def test_what_an_archive_says_of_itself_is_text(given: Book) -> None:
    about = "<script>alert(1)</script> & [x](javascript:alert(1))\\u202e"
    given.write("eventbook.toml", f'{SETTINGS}\n[site]\nabout = "{about}"\n')
    assert given("render", "-f", "site", "-o", "site", "--drafts").returncode == 0
    page = (given.root / "site/about.html").read_text("utf-8")
    shown = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; [x](javascript:alert(1))"
    assert shown in page
    assert "alert" not in page.replace(shown, "")
    assert "\u202e" not in page


@pytest.mark.parametrize("form", [["-f", "html", "spring"], ["-f", "site", "-o", "site"]])
@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("", f"an empty text is not a language tag; {TAG}"),
        ("EN", "`EN` is not a language tag; write `en`"),
        ("zz", "`zz` is not a language tag; `zz` is no language in ISO 639-1"),
        ("en,it", f"`en,it` is not a language tag; {TAG}"),
        ("../x", f"`../x` is not a language tag; {TAG}"),
        ("\x1b[2J", rf"`\x1b[2J` is not a language tag; {TAG}"),
    ],
)
def test_languages_that_are_none(given: Book, form: list[str], tag: str, message: str) -> None:
    assert refused(given, *form, "--lang", tag) == f"--lang: {message}"
