"""Escaping text from records for places where characters act: terminals, workflow logs, CSV.

What counts as hidden, everywhere in this module: control characters (C0, DEL, C1), format
characters without a glyph (all of Unicode's Bidi_Control among them), line and paragraph
separators, surrogates, private-use and unassigned code points, and letters that are blank by
design (Hangul fillers and the like). Three kinds of format character shape ordinary writing and
stay, but only where they can do so: ZERO WIDTH JOINER and NON-JOINER (Persian, Indic scripts,
emoji) and the variation selectors, behind a visible character outside ASCII, at most one of each;
anywhere else they are hidden. Emoji made of tag characters (flags of regions) are not kept.
Spaces other than U+0020 stay: they look like what they are.

Whether a character is kept depends on what stands before it, never on what follows, so the
escaped form of a prefix is a prefix of the escaped form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

TAB = "    "
"""How an excerpt shows a tab."""

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Prepended_Concatenation_Mark (Unicode, PropList.txt): format characters that do have a glyph.
_WITH_GLYPH = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Letters and marks of Default_Ignorable_Code_Point, which show nothing, and the Braille blank.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
_EMOJI_STYLE = "\ufe0f"
_KEYCAP_BASES = frozenset("0123456789#*")
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}

_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
# What is hidden, or may be, though Python calls it printable.
_PRINTABLE = re.compile(f"[{''.join(sorted(_BLANK))}{_SELECTORS}]")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def terminal(text: str) -> str:
    r"""Text that no terminal acts on, on one line: hidden characters in a visible form.

    The forms are `\t`, `\n`, `\r`, `\x1b` below U+0100 and `\u{202e}` above. Backslashes are left
    alone, so the form is for reading, not for parsing back.
    """
    return _replaced(text, _NOT_PLAIN, _visible_form)


def terminal_line(text: str) -> str:
    """`terminal` for a line of source: a tab becomes spaces (see `TAB`)."""
    return terminal(text.replace("\t", TAB))


def json_text(text: str) -> str:
    r"""JSON in which hidden characters inside strings are written `\u202e`: the same value.

    Args:
        text: JSON as `json.dumps(..., ensure_ascii=False)` writes it.
    """
    return _replaced(text, _NOT_ASCII, _json_form)


def yaml_text(text: str) -> str:
    r"""Double-quoted YAML with hidden characters written `\u202e` or `\U000e0001`: the same value.

    Right only where every hidden character stands inside a double-quoted scalar (YAML 1.2, 5.7).
    """
    return _replaced(text, _NOT_ASCII, _yaml_form)


def workflow_data(text: str) -> str:
    """The message of a GitHub workflow command (actions/toolkit, `escapeData`)."""
    text = _without_surrogates(text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """A property's value in a GitHub workflow command (actions/toolkit, `escapeProperty`)."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def workflow_log(text: str) -> str:
    """A plain line of a workflow's log, which the runner takes for no command.

    The runner obeys `::name::` at a line's beginning and `##[name]` anywhere in it; both are
    pulled apart by a space. Line ends and other hidden characters are made visible.
    """
    pulled = re.sub(r":(?=:)", ": ", terminal(text))
    return re.sub(r"#(?=#\[)", "# ", pulled)


def csv_cell(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula (OWASP, "CSV Injection").

    A cell that begins with `=`, `+`, `-`, `@` (or their full-width forms), tab or a line end gets
    an apostrophe in front; so does one that begins so behind apostrophes of its own, that
    `csv_text` can take it off again. Control characters other than tab and line ends become
    visible; all else stays, for CSV is data. Quoting is the CSV writer's.
    """
    text = _CONTROL.sub(lambda match: _visible_form(match[0]), text)
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def csv_text(cell: str) -> str:
    """The text of a cell that `csv_cell` wrote, as far as that kept it."""
    guarded = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:] if guarded else cell


def markdown_cell(text: str) -> str:
    """A cell of a Markdown table (GitHub Flavored Markdown) that shows the text and nothing else.

    Characters that begin markup are escaped by a backslash, HTML by references; a line end
    becomes `<br>`.
    """
    lines = re.split(r"\r\n|\r|\n", text.strip("\r\n"))
    return "<br>".join(_markdown_line(line) for line in lines)


def _markdown_line(line: str) -> str:
    escaped = re.sub(r"([\\`*_{}\[\]#|~!$])", r"\\\1", terminal_line(line))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _replaced(text: str, candidates: re.Pattern[str], form: Callable[[str], str]) -> str:
    """The text with those hidden characters that `candidates` matches written in a form."""
    if text.isprintable() and (text.isascii() or not _PRINTABLE.search(text)):
        return text

    def replace(match: re.Match[str]) -> str:
        char = match[0]
        return form(char) if _is_hidden(match.string, match.start()) else char

    return candidates.sub(replace, text)


def _is_hidden(text: str, index: int) -> bool:
    char = text[index]
    if char in _JOINERS or _is_selector(char):
        return not _shapes(text, index)
    return _has_no_glyph(char)


def _has_no_glyph(char: str) -> bool:
    if char in _BLANK:
        return True
    return unicodedata.category(char) in _HIDDEN_CATEGORIES and char not in _WITH_GLYPH


def _is_selector(char: str) -> bool:
    """Whether this is a variation selector (Unicode, Variation_Selector)."""
    return (
        "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
        or "\u180b" <= char <= "\u180d"
        or char == "\u180f"
    )


def _shapes(text: str, index: int) -> bool:
    """Whether the joiner or selector at an index has something before it to work on."""
    before = text[index - 1] if index else ""
    if text[index] == _EMOJI_STYLE and before in _KEYCAP_BASES:
        return True
    if text[index] in _JOINERS and before and _is_selector(before):
        before = text[index - 2] if index > 1 else ""
    is_invisible = before in _JOINERS or (before != "" and _is_selector(before))
    return not before.isascii() and not is_invisible and not _has_no_glyph(before)


def _visible_form(char: str) -> str:
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{{{code:x}}}"


def _json_form(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _yaml_form(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _without_surrogates(text: str) -> str:
    return _SURROGATE.sub(lambda match: _visible_form(match[0]), text)
