from __future__ import annotations

import pytest

from eventbook.errors import ConfigError
from eventbook.events.leaks.names import LONGEST_NAME, Name, read_names

HELP = "write one full name a line; `#` begins a comment"


def forms(line: str) -> list[str]:
    (name,) = read_names(line.encode(), "list")
    return [" ".join(form) for form in name.forms]


def test_a_name_has_the_forms_that_people_and_ids_write() -> None:
    assert forms("Ann Example") == ["ann example", "example ann", "example , ann"]
    assert forms("Petra d'Anvelsson") == [
        "petra d anvelsson",
        "petra danvelsson",
        "d anvelsson petra",
        "d anvelsson , petra",
        "anvelsson petra d",
        "anvelsson , petra d",
        "danvelsson petra",
        "danvelsson , petra",
    ]
    assert "rashad aslanov" in forms("Рашад Асланов")  # as `create` writes its id


@pytest.mark.parametrize(
    "data",
    [
        b"# x\n\nAnn Example\n",
        b"\xef\xbb\xbf# x\r\n\r\nAnn Example # asked in May\r\n",
        b"#x\r  \r  Ann   Example\t# tab\r",
        b"# x\n#\n Ann-Example",
    ],
    ids=["plain", "windows", "old-mac", "no-line-end"],
)
def test_line_ends_marks_comments_and_spaces_do_not_matter(data: bytes) -> None:
    expected = (("ann", "example"), ("example", "ann"), ("example", ",", "ann"))
    assert read_names(data, "list") == (Name(3, expected),)


def test_a_hash_inside_a_word_begins_no_comment() -> None:
    assert forms("Ann Example#2 Jr")[0] == "ann example 2 jr"


def test_an_empty_list_has_no_names() -> None:
    assert read_names(b"", "list") == read_names(b"\xef\xbb\xbf\n # nobody\n", "list") == ()


@pytest.mark.parametrize("name", ["王明", "김민수", "สมชาย", "ジョン・スミス", "李 四"])
def test_scripts_without_spaces_need_none(name: str) -> None:
    assert len(read_names(name.encode(), "list")) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"Example", "a single word would be found in other names and texts"),
        ("Ə".encode(), "a name of fewer than three letters would be found everywhere"),
        (b"A. B.", "a name of fewer than three letters would be found everywhere"),
        (b"...", "a name of fewer than three letters would be found everywhere"),
        (b"Example " * (LONGEST_NAME + 1), "a name of more than 16 words"),
        ("Şəhanə Example".encode("cp1254", "ignore"), "not UTF-8"),
        ("\ufeff".encode("utf-16") + b"A\0n\0", "not UTF-8"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_by_its_line_alone(line: bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_names(b"Ann Example\n" + line + b"\n", "--withheld names.txt")
    assert (caught.value.message, caught.value.help) == (
        f"--withheld names.txt, line 2: {message}",
        HELP,
    )
