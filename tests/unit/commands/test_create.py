import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from eventbook.commands.common import Common
from eventbook.commands.create import run
from eventbook.errors import EnvironmentFault, EventbookError, UsageError

SOURCED = ("title=Spring concert", "date=2023-05-18", "sources=[{title: Printed programme}]")
RELEASE = "March 3, 2019\nThe museum opens a wing\nMany came.\n"


class Stdin(io.TextIOWrapper):
    """Standard input with something in it."""

    def __init__(self, data):
        super().__init__(io.BytesIO(data))


@dataclass
class Maker:
    """`create` in a book, called without a process."""

    root: Path

    def __call__(self, *values, **options):
        given = {
            "source": None,
            "url": None,
            "event_type": None,
            "record_id": None,
            "edit": False,
            "dry_run": False,
            "no_input": True,
        }
        return run(Common(self.root, "never", False), values=values, **(given | options))

    def records(self):
        return sorted(self.root.glob("records/**/*.yaml"))


@pytest.fixture
def create(tmp_path, monkeypatch):
    root = tmp_path / "book"
    (root / "records").mkdir(parents=True)
    (root / "eventbook.toml").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    for name in ("EVENTBOOK_EDITOR", "GIT_EDITOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", Stdin(b""))
    return Maker(root)


@pytest.mark.parametrize(
    ("values", "options", "message"),
    [
        (SOURCED[:2], {}, "`sources` is missing; give --set 'sources=[{title: …}]'"),
        ((), {}, "`title`, `date` and `sources` are missing; give --set title=… --set date=…"),
        ((*SOURCED, "title"), {}, "`title` sets nothing; write PATH=VALUE"),
        ((*SOURCED, "a..b=1"), {}, "the path `a..b=1` is wrong at character 3"),
        ((*SOURCED, "keywords=music"), {}, "write `keywords=[music]`"),
        ((*SOURCED, "title.en=x"), {}, "`title` is neither a map nor a list"),
        ((*SOURCED, "title=a\udcffb"), {}, "is not UTF-8"),
        ((*SOURCED, "id=../../x"), {}, "cannot name a file: it holds a slash"),
        ((*SOURCED, "id=b"), {"record_id": "a"}, "--id a and --set id=b differ"),
        (SOURCED, {"record_id": "Not an id"}, "--id Not an id: an id is made of"),
        (SOURCED, {"url": "https://example.org/"}, "`--url` goes with a release"),
        (SOURCED, {"event_type": "concret"}, "did you mean `concert`?"),
    ],
)
def test_a_command_that_cannot_be_carried_out(create, values, options, message):
    with pytest.raises(UsageError) as error:
        create(*values, **options)
    assert message in str(error.value)
    assert create.records() == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the release has no text"),
        (b"%PDF-1.4", "this is a PDF"),
        (b"\xff\xfea\0", "this is UTF-16 text"),
        (b"caf\xe9 opens\n", "line 1: the release is not UTF-8"),
        (b"<!doctype html><p>x", "this is a web page"),
        (b"a" * (1 << 18) + b"b", "the limit is 262144"),
        (b"a" * (1 << 20) + b"b", "larger than the limit of 1 MiB"),
    ],
)
@pytest.mark.parametrize("by_file", [True, False])
def test_what_is_no_release(create, monkeypatch, data, message, by_file):
    (create.root / "given").write_bytes(data)
    monkeypatch.setattr("sys.stdin", Stdin(data))
    with pytest.raises(EventbookError) as error:
        create(source="given" if by_file else "-")
    assert message in str(error.value)
    assert create.records() == []


def test_an_address_that_does_not_go_with_what_is_given(create, monkeypatch):
    monkeypatch.setattr("sys.stdin", Stdin(RELEASE.encode()))
    with pytest.raises(EventbookError, match="no http or https URL"):
        create(source="-", url="javascript:alert(1)")
    monkeypatch.setattr("sys.stdin", Stdin(b"id: x\ntitle: y\n"))
    with pytest.raises(UsageError, match="goes with a release, and - is read as YAML"):
        create(source="-", url="https://example.org/")


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("missing", "no such file or directory"),
        ("folder", "is not a regular file"),
        ("fifo", "is a pipe; write `--from -` and pipe into that"),
        ("device", "is not a regular file"),
        ("loop", "too many levels of symbolic links"),
        ("long", "file name too long"),
    ],
)
def test_only_a_regular_file_is_read(create, form, message):
    file = create.root / "given.txt"
    match form:
        case "folder":
            file.mkdir()
        case "fifo":
            os.mkfifo(file)
        case "device":
            file = Path("/dev/zero")
        case "loop":
            file.symlink_to(file)
        case "long":
            file = Path("a" * 5000)

    with pytest.raises(UsageError, match=message):
        create(source=str(file))
    assert create.records() == []


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{", "a.json:1:2: not JSON"),
        ("a.json", '{"a": 1, "a": 2}', "stands twice"),
        ("a.json", "[" * 200, "nested deeper than 100"),
    ],
)
def test_what_is_no_json(create, name, text, message):
    (create.root / name).write_text(text)
    with pytest.raises(EventbookError) as error:
        create(source=name)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.json", b"[1]", ["--> a.json:1:1", "error[type-mismatch]"]),
        ("a.yaml", b"a: [", ["error[yaml-syntax]"]),
        ("a.yaml", b"a: &x 1", ["a.yaml:1:4", "error[yaml-alias]", "a: &x 1"]),
        ("a.yaml", b"a: 1\na: 2", ["a.yaml:2:1", "error[yaml-duplicate-key]"]),
        ("a.yaml", b"", ["error[record-empty]"]),
        ("a.yaml", b"- 1", ["expected one record, a map of fields, found a list"]),
        ("a.yaml", b"a: \xff", ["error[yaml-encoding]"]),
        ("a.yaml", b"title: x", ["undated-x.yaml:", "missing required property `sources`"]),
        ("a.yaml", b"id: [x]\ntitle: x\ndate: 2023", ["error[type-mismatch]"]),
    ],
)
def test_a_record_that_is_none(create, capsys, name, text, found):
    (create.root / name).write_bytes(text)

    code = create(source=name)

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert [words for words in found if words not in said.err] == []
    assert create.records() == []


def test_a_doubtful_value_is_kept_as_text_with_a_warning(create, capsys):
    (create.root / "a.yaml").write_text(
        "title: Concert\ndate: 2023\nsources: [{title: x}]\nlocal: {shelf: 0123}\n"
    )

    assert create(source="a.yaml") == 0

    assert "a.yaml:4:16: warning[number-doubtful]" in capsys.readouterr().err
    [file] = create.records()
    assert 'shelf: "0123"\n' in file.read_text()


@pytest.mark.parametrize(
    ("editor", "message", "kept"),
    [
        (None, "no editor is set; for example: export EDITOR=nano", False),
        ("   ", "no editor is set", False),
        ("no-such-program-here -w", "there is no program `no-such-program-here`", False),
        ("vi 'x", "EDITOR is no command: no closing quotation", False),
        ("false", "the editor `false` ended with status 1; nothing was written", True),
        ("sh -c 'kill -9 $$'", "the editor `sh` ended by signal 9", True),
        ("rm", "which was edited, does not exist", False),
        ('sh -c \'printf "\\377" > "$0"\'', "is not UTF-8", True),
    ],
)
def test_an_editor_that_does_not_work(create, monkeypatch, editor, message, kept):
    if editor is not None:
        monkeypatch.setenv("EDITOR", editor)

    with pytest.raises(EnvironmentFault) as error:
        create(*SOURCED, edit=True)

    assert message in str(error.value)
    left = list((create.root.parent / "temporary").iterdir())
    assert [str(file) in str(error.value) for file in left] == ([True] if kept else [])
    assert create.records() == []
