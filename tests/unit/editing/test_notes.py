from eventbook.editing.notes import says_nothing, with_notes, without_notes
from eventbook.findings import Finding, Span

TEXT = "id: x\ndate: y\n"


def error(line, message, **more):
    return Finding("date-invalid", "error", message, "x", span=Span(line, 7, line, 8), **more)


def test_errors_stand_on_top_with_the_lines_as_they_are_there():
    errors = [
        error(2, "`y` is not\na date", help="write `2023`"),
        error(1, "Somebody's name", private=True),
    ]

    noted = with_notes(TEXT, errors, ["yaml-language-server: $schema=/x"])

    assert noted.splitlines() == [
        "# yaml-language-server: $schema=/x",
        "#! 2 errors: correct and save; or empty the text to give up",
        "#! line 6: date-invalid: `y` is not a date; write `2023`",
        "#! line 5: date-invalid: private, so no more is said here",
        "id: x",
        "date: y",
    ]
    assert without_notes(noted) == TEXT


def test_a_text_without_errors_has_no_notes():
    assert with_notes(TEXT, []) == TEXT
    assert without_notes(TEXT) == TEXT


def test_terminal_sequences_do_not_reach_the_editor():
    assert "\x1b" not in with_notes(TEXT, [error(1, "a \x1b[2J b")])


def test_only_lines_at_the_top_are_taken_off():
    text = "# mine\n#! mine, too\nid: x\n"
    assert without_notes("#! 1 error\n" + text) == text


def test_what_says_nothing():
    assert says_nothing("")
    assert says_nothing("\n# x\n  # y\n")
    assert not says_nothing("# x\nid: y\n")
