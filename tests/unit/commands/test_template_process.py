from __future__ import annotations

import time
from pathlib import Path

import pytest

from eventbook.commands.template_process import Limits, fill_apart
from eventbook.jsonvalue import Json
from eventbook.render.own_template import LESS, Fault, Refused

DATA: dict[str, Json] = {"events": [], "lang": "en", "book": {}, "site": {}}
_OPEN = Path("/dev/fd")
FEW = Limits(seconds=1, memory=128 << 20, text=1 << 20, patience=60, templates=5)


def made(text: str, limits: Limits = FEW) -> str | Fault:
    def load(name: str) -> str | None:
        if name == "secret.j2":
            raise Refused("`secret.j2` is not a regular file")
        return text if name == "page.html.j2" else {"other.j2": "beside"}.get(name)

    return fill_apart(load, "page.html.j2", DATA, limits)


def test_text_and_errors_come_back() -> None:
    assert made("é {{ lang }} {% include 'other.j2' %}\n") == "é en beside\n"
    assert made("\n{{ lan }}") == Fault(
        "page.html.j2", 2, "`lan` is not defined; did you mean `lang`?"
    )
    assert made("{% include 'secret.j2' %}") == Fault(
        "page.html.j2", 1, "`secret.j2` is not a regular file"
    )


@pytest.mark.parametrize(
    "expression",
    [
        "'a' * 10 ** 10",
        "'%9999999999d' % 1",
        "'{:>9999999999}'.format(1)",
        "'x'|center(10 ** 10)",
        "'x'.zfill(10 ** 10)",
        "'x'.ljust(10 ** 10)",
        "'x'|indent(10 ** 10)",
        "'%*d'|format(10 ** 10, 5)",
        "'abc'|replace('', 'z' * 10 ** 9)",
        "[1] * 10 ** 10",
        "[1]|batch(10 ** 10, 'x')|list",
        "'a'.translate({97: 'b' * 10 ** 10})",
        "'a'.join(['b' * 10 ** 7] * 100)|upper|length",
    ],
)
def test_memory_is_bounded(expression: str) -> None:
    found = made("\n{{ " + expression + " }}")
    assert found == Fault("page.html.j2", 2, "it takes more memory than a template may", LESS)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 7 ** (10 ** 8) }}",
        "{{ [1]|slice(10 ** 10)|list }}",
    ],
)
def test_time_is_bounded(text: str) -> None:
    start = time.monotonic()
    found = made(text, FEW._replace(memory=3 << 30))  # so that time runs out first
    assert isinstance(found, Fault)
    assert found._replace(line=0) == Fault(
        "page.html.j2", 0, "it takes more time than a template may", LESS
    )
    assert time.monotonic() - start < 30


def test_patience_is_bounded_by_the_clock() -> None:
    found = made("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
                 FEW._replace(seconds=20, patience=0.2))  # fmt: skip
    assert found == Fault("page.html.j2", 0, "it takes more time than a template may", LESS)


def test_text_is_bounded() -> None:
    found = made("a\n{% for i in range(99999) %}{{ 'a' * 1000 }}{% endfor %}")
    assert found == Fault("page.html.j2", 2, "it makes more text than a template may", LESS)
    found = made("{% for i in range(300000 // 4) %}ééééé{% endfor %}{{ 'é' * 300000 }}")
    assert found == Fault("page.html.j2", 0, "it makes more text than a template may", LESS)


def test_includes_are_bounded() -> None:
    text = "{% for i in range(9) %}{% include i ~ '.j2' ignore missing %}{% endfor %}"
    assert made(text) == Fault("page.html.j2", 1, "it includes too many templates")


@pytest.mark.parametrize("text", ["{{ '\\ud800' }}", "{{ '%c' % 55296 }}"])
def test_half_a_character_is_no_text(text: str) -> None:
    message = "the text holds half a character (a lone surrogate)"
    assert made(text) == Fault("page.html.j2", 0, message)


def test_nothing_is_left_open() -> None:
    made("{{ 1 / 0 }}")
    before = len(list(_OPEN.iterdir()))
    for _ in range(3):
        made("{{ 1 / 0 }}")
        made("x")
    assert len(list(_OPEN.iterdir())) == before
