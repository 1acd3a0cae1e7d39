from __future__ import annotations

import pytest

from eventbook.jsonvalue import Json
from eventbook.render.own_template import Fault, Refused, escapes, fill

EVENT: Json = {"title": {"text": "A & B", "lang": None}, "summary": None, "items": 3, "tags": ["x"]}
DATA: dict[str, Json] = {
    "events": [EVENT],
    "event": EVENT,
    "lang": "en",
    "book": {"title": "Archive"},
    "site": {"url": "", "since": ""},
}
BESIDE = {
    "head.html.j2": "<title>{{ event.title.text }}</title>",
    "parts/list.md.j2": "* {{ event.title.text }}",
    "base.html.j2": "<main>{% block main %}{% endblock %}</main>",
    "macros.html.j2": "{% macro b(text) %}<b>{{ text }}</b>{% endmacro %}",
    "wrong.html.j2": "\n\n{{ evnt }}",
    "itself.html.j2": "\n{% include 'itself.html.j2' %}",
}


def made(text: str, name: str = "page.html.j2", *, most: int = 10_000) -> str | Fault:
    def source(wanted: str) -> str | None:
        if wanted == "secret.j2":
            raise Refused("`secret.j2` is not a regular file")
        return text if wanted == name else BESIDE.get(wanted)

    return fill(source, name, DATA, most)


@pytest.mark.parametrize(
    ("name", "is_escaped"),
    [
        ("page.html.j2", True),
        ("feed.xml.jinja", True),
        ("page.html", True),
        ("page.j2", True),
        ("page.HTML.J2", True),
        ("page.md.j2", False),
        ("page.txt.jinja2", False),
        ("rows.csv.j2", False),
    ],
)
def test_what_is_escaped_goes_by_the_name(name: str, is_escaped: bool) -> None:
    assert escapes(name) is is_escaped
    assert made("{{ event.title.text }}", name) == ("A &amp; B" if is_escaped else "A & B")


@pytest.mark.parametrize(
    ("text", "made_of_it"),
    [
        ("a\n", "a\n"),
        ("{% for e in events %}{{ loop.index }}{{ e.tags[0] }}{% endfor %}", "1x"),
        ("[{{ event.summary }}]", "[]"),  # nothing, and not `None`
        ("{% if event.summary %}x{% else %}y{% endif %}", "y"),
        ("{{ event.items }}{{ event['items'] }}", "33"),  # not the method of that name
        ("{% if event.nothing is defined %}x{% endif %}", ""),
        ("{{ event.nothing|default('-') }}", "-"),
        ("{{ '2023-02?'|date }}, {{ date('soon') }}", "February 2023 (uncertain), soon"),
        ("{{ label('status.held') }}", "Held"),
        ("{{ 'status.held'|label }}", "Held"),
        ("[{{ 'javascript:alert(1)'|safe_url }}]", "[]"),
        ("{{ safe_url('https://a.example/?a=1&b') }}", "https://a.example/?a=1&amp;b"),
        ("{% include 'head.html.j2' %}", "<title>A &amp; B</title>"),
        ("{% include 'parts/list.md.j2' %}", "* A & B"),
        ("{% include 'none.j2' ignore missing %}", ""),
        (
            "{% extends 'base.html.j2' %}{% block main %}{{ '<' }}{% endblock %}",
            "<main>&lt;</main>",
        ),
        ("{% import 'macros.html.j2' as m %}{{ m.b('<') }}", "<b>&lt;</b>"),
        ("{{ book.title }} {{ lang }} {{ site.url }}", "Archive en "),
    ],
)
def test_what_templates_can_do(text: str, made_of_it: str) -> None:
    assert made(text) == made_of_it


@pytest.mark.parametrize(
    ("text", "name", "line", "message", "advice"),
    [
        ("a\n{{ evnt }}", "", 2, "`evnt` is not defined; did you mean `event`?", ""),
        ("{{ event.titel }}", "", 1, "there is no `titel` here; did you mean `title`?", ""),
        (
            "{{ event.zzz }}",
            "",
            1,
            "there is no `zzz` here; there are items, summary, tags, title",
            "",
        ),
        ("{{ event.tags[7] }}", "", 1, "there is no item 7 here; the list holds 1", ""),
        ("{{ event.tags.x }}", "", 1, "a list has no `x`", ""),
        (
            "{{ event.summary.text }}",
            "",
            1,
            "`text` is asked of nothing; ask first, such as by `{% if … %}`",
            "",
        ),
        ("\n{{ event|uper }}", "", 2, "there is no filter `uper`; did you mean `upper`?", ""),
        ("{% if event is zzzzz %}{% endif %}", "", 1, "there is no test `zzzzz`", ""),
        ("\n\n{{ 'a' + 1 }}", "", 3, 'TypeError: can only concatenate str (not "int") to str', ""),
        ("{% fro x in y %}", "", 1, "Encountered unknown tag 'fro'.", ""),
        ("a\n{{", "", 2, "unexpected 'end of template'", ""),
        (
            "{{ label }}",
            "",
            1,
            "this is a function, or a macro; put its arguments in ( ) behind it",
            "",
        ),
        (
            "\n{% include 'none.j2' %}",
            "",
            2,
            "there is no template `none.j2`",
            "templates are named by their path from the folder of the first one",
        ),
        ("\n{% include 'secret.j2' %}", "", 2, "`secret.j2` is not a regular file", ""),
        (
            "{% include 'wrong.html.j2' %}",
            "wrong.html.j2",
            3,
            "`evnt` is not defined; did you mean `event`?",
            "",
        ),
        (
            "{% include 'itself.html.j2' %}",
            "itself.html.j2",
            2,
            "it is nested too deeply",
            "macros or templates call each other without end?",
        ),
        (
            "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}",
            "",
            1,
            "it is nested too deeply",
            "macros or templates call each other without end?",
        ),
        (
            "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
            "",
            0,
            "it is nested too deeply",
            "macros or templates call each other without end?",
        ),
        (
            "{{ " + "(" * 50_000 + " }}",
            "",
            0,
            "it is nested too deeply",
            "macros or templates call each other without end?",
        ),
        (
            "{% for i in range(10 ** 9) %}{% endfor %}",
            "",
            1,
            "a range in a template holds at most 100000 numbers",
            "",
        ),
        (
            "a\n{% for i in range(99999) %}{{ i }}\n{% endfor %}",
            "",
            2,
            "it makes more text than a template may",
            "let it do less, or render fewer records at a time",
        ),
        (
            "{{ lipsum() }}",
            "",
            1,
            (
                "`lipsum` is not defined; "
                "there are book, date, event, events, label, lang, safe_url, site"
            ),
            "",
        ),
        ("{{ [1, 2]|random }}", "", 1, "there is no filter `random`", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    text: str, name: str, line: int, message: str, advice: str
) -> None:
    assert made(text) == Fault(name or "page.html.j2", line, message, advice)


def test_with_several_records_there_is_no_single_one() -> None:
    data = {name: value for name, value in DATA.items() if name != "event"}
    found = fill(lambda _: "{{ event.title }}", "a.j2", data, 100)
    message = "there are several records, and so no `event`; go through `events`"
    assert found == Fault("a.j2", 1, message)


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__.__mro__",
        "''['__class__']",
        "event['__class__']",
        "event|attr('__class__')",
        "label.__globals__",
        "label.__wrapped__",
        "cycler.__init__.__globals__",
        "self.__init__",
        "self._TemplateReference__context",
        "'{0.__class__}'.format('')",
        "'{a.__class__}'.format_map({'a': ''})",
        "('%s'|format(1)).__class__",
        "(event.tags|map(attribute='__class__')|list)[0]",
        "event.tags.append(1)",
        "event.tags.clear()",
        "event.pop('title')",
        "event.update({'a': 1})",
        "range.__self__",
        "loop",
        "super()",
        "caller()",
        "import('os')",
        "open('/etc/passwd').read()",
    ],
)
def test_nothing_leads_out_or_changes_anything(expression: str) -> None:
    found = made("{{ " + expression + " }}")
    assert isinstance(found, Fault)
    assert found.line == 1
    assert EVENT == {
        "title": {"text": "A & B", "lang": None},
        "summary": None,
        "items": 3,
        "tags": ["x"],
    }


@pytest.mark.parametrize("name", ["{% do 1 %}", "{% debug %}", "{% trans %}", "{% break %}"])
def test_no_extension_is_loaded(name: str) -> None:
    found = made(name)
    assert isinstance(found, Fault)
    assert found.message.startswith("Encountered unknown tag")
