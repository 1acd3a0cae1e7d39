import pytest

from eventbook.exchange.release_bytes import MAX_BYTES, Line, ReleaseError, decode_release

SAVE = "save it as plain text in UTF-8"
ICONV = "; of a text in Windows-1252, `iconv -f WINDOWS-1252 -t UTF-8 FILE` makes one"
ALONE = "save its text alone, as a browser shows it"


def refused(data: bytes) -> tuple[str, int | None]:
    with pytest.raises(ReleaseError) as caught:
        decode_release(data)
    return str(caught.value), caught.value.line


def test_lines_are_numbered_with_the_blank_ones_counted():
    source = decode_release(b"One\n\n  Two \r\nThree\rFour")

    assert source.lines == (Line(1, "One"), Line(3, "Two"), Line(4, "Three"), Line(5, "Four"))
    assert source.encoding_note == "UTF-8, mixed line ends, no final newline"


def test_decomposed_letters_are_composed():
    assert decode_release("Fe\u0301te\n".encode()).lines == (Line(1, "Féte"),)


def test_unseen_characters_become_spaces_and_their_lines_are_told():
    source = decode_release("A\n\x0cB\u202ec\u2066d\n\ufeffE\n".encode())

    assert source.lines == (Line(1, "A"), Line(2, "B c d"), Line(3, "E"))
    assert source.cleaned == (2, 3)


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"One\r\nTwo\rTh\xe9", f"line 3: the release is not UTF-8; {SAVE}{ICONV}", 3),
        (b"One\n\0", f"line 2: a NUL byte: this is no plain text; {SAVE}", 2),
        (b"", "the release has no text", None),
        (b"\xef\xbb\xbf \r\n\t\n", "the release has no text", None),
        (b"%PDF-1.7\n", f"this is a PDF; {SAVE}", None),
        (b"PK\x03\x04rest", f"this is a word-processor or zip file; {SAVE}", None),
        ("One".encode("utf-16"), f"this is UTF-16 text; {SAVE}", None),
        (b" <!DOCTYPE html><p>One", f"line 1: this is a web page; {ALONE}", 1),
        (b"One\n\n<h1>Two</h1>\n", f"line 3: marks of a web page stand here; {ALONE}", 3),
        (b"One\nTwo &amp; three", f"line 2: marks of a web page stand here; {ALONE}", 2),
        (b"One<BR/>Two", f"line 1: marks of a web page stand here; {ALONE}", 1),
        (b"x" * (MAX_BYTES + 1), "the release has 262145 bytes; the limit is 262144", None),
    ],
)  # fmt: skip
def test_what_is_no_release_text_is_refused(data: bytes, message: str, line: int | None):
    assert refused(data) == (message, line)


def test_a_line_does_not_show_its_text():
    assert repr(Line(3, "N. N.")) == "Line(number=3)"
