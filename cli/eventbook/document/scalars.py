"""What a plain (unquoted) YAML scalar means here: JSON's types and nothing else.

A plain scalar is null, a boolean, a JSON number (RFC 8259 section 6), and else a string. So `NO`,
`12:30`, `2023-02-24`, `0123` and `1_000` are strings, and nothing is silently changed.
"""

from __future__ import annotations

import math
import re

from eventbook.document.limits import Limits

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# YAML 1.2 core schema, section 10.3.2: what its readers would take for numbers.
_CORE_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# YAML 1.1 readers (PyYAML, Ruby, older Go) also see booleans, sexagesimals and dates.
_YAML_1_1 = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|~|<<|=)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"
    r"|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*"
    r"|[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+][0-9]+)?"
    r"|[-+]?\.(?i:inf)|\.(?i:nan)"
)


class NumberRefusedError(ValueError):
    """A JSON number that cannot be kept exactly; the message says why."""


def plain(text: str, limits: Limits) -> bool | int | float | str | None:
    """The value of a plain scalar.

    Raises:
        NumberRefusedError: more digits than `limits.digits`, or beyond the range of a double.
    """
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    mantissa = text.partition("e")[0].partition("E")[0]
    digits = len(mantissa.replace(".", "").lstrip("-0"))
    if digits > limits.digits:
        raise NumberRefusedError(
            f"a number of {digits} digits; at most {limits.digits} are kept exact"
        )
    if match[1] is None and match[2] is None:
        return int(text)
    value = float(text)
    if math.isinf(value) or (value == 0 and mantissa.strip("-0.")):
        raise NumberRefusedError("a number beyond what can be kept")
    return value


def doubtful(text: str) -> bool:
    """Whether a plain scalar that is a string here would be a number to YAML 1.2 readers."""
    return bool(_CORE_NUMBER.fullmatch(text)) and not _NUMBER.fullmatch(text)


def misread_elsewhere(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 readers would take this string for something else if unquoted."""
    return text in _WORDS or bool(_YAML_1_1.fullmatch(text) or _CORE_NUMBER.fullmatch(text))
