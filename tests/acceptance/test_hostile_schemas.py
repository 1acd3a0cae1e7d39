"""Schemas and settings that a pull request brings: they reach nothing, and end soon."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from acceptance.conftest import SETTINGS, Book
from acceptance.watching import STRICT, Done, harmless, theirs, watched

DRAFT = "https://json-schema.org/draft/2020-12/schema"
OWN = SETTINGS.replace("eventbook:event", "schemas/own.json").replace('model = "event"\n', "")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server on this machine, to which nothing may connect."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def nobody_came(server: socket.socket) -> bool:
    try:
        server.accept()
    except BlockingIOError:
        return True
    return False


def addresses(port: int) -> list[str]:
    here = f"127.0.0.1:{port}"
    return [
        *("file:///etc/passwd", "file:/etc/passwd", "file://localhost/etc/passwd", "/etc/passwd"),
        *("../../../../../../etc/passwd", "..%2f..%2f..%2fetc/passwd", "//host/share/x.json"),
        *(f"http://{here}/x.json", f"https://{here}/x", f"//{here}/x", f"ftp://{here}/x"),
        *(f"HTTP://{here}/x#/a", f"http://user@{here}/", f"http://[::ffff:127.0.0.1]:{port}/"),
        *(
            "data:application/json,{}",
            "jar:file:x!/y",
            "C:\\x.json",
            "\\\\host\\share\\x",
            "file:x.json",
        ),
        *(
            "urn:x:y",
            "json-schema:///x",
            "javascript:1",
            "http://[",
            "http://a:b",
            "#/%zz",
            "#\x1b[2J",
        ),
        *("\u202e", "x\ny", "https://json-schema.org/draft/2020-12/schema\x00", "a" * 100_000),
    ]


def judged(book: Book, schemas: list[Any], record: str | None = None) -> list[Done]:
    """What `validate` says with each as the book's schema; a text is the whole file."""
    theirs(book)
    if record is not None:
        book.record("organ", record)
    book.write("eventbook.toml", OWN)
    done = []
    for number, schema in enumerate(schemas):
        text = schema if isinstance(schema, str) else json.dumps(schema)
        book.write(f"schemas/s{number}.json", text)
    for number in range(len(schemas)):
        call = ["validate", "--schema", f"event=schemas/s{number}.json", "-f", "concise"]
        done.append(call)
    book.write("schemas/own.json", "{}")
    return watched(book, done)


def test_references_reach_nothing(book: Book, listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    schemas: list[Any] = []
    for address in addresses(port) if STRICT else addresses(port)[::3]:
        schemas += [
            {"properties": {"title": {"$ref": address}}},
            {"$schema": address, "type": "object"},
        ]
        if STRICT:
            schemas += [
                {"$id": address, "$ref": "x.json"},
                {"$id": f"http://127.0.0.1:{port}/", "allOf": [{"$ref": address}]},
                {"$defs": {"a": {"$id": address}}, "properties": {"title": {"$ref": "#/$defs/a"}}},
                {"$dynamicRef": address},
                {"$vocabulary": {address: True}, "$schema": DRAFT},
                {"type": "string", "format": address, "contentSchema": {"$ref": address}},
            ]
    done = judged(book, schemas)
    harmless(done)
    assert nobody_came(listening)
    if not STRICT:
        assert {each.status for each in done} == {2}
    assert not any("root:" in each.output + each.messages for each in done)


def test_shipped_schemas_and_metaschemas_cannot_be_shadowed(book: Book) -> None:
    """A file that claims their address changes nothing for a book that has the built-in kinds."""
    theirs(book)
    ids = [DRAFT, f"{DRAFT}#", "http://json-schema.org/draft-07/schema#"]
    shipped = json.loads(book.run("schema", "event", cwd=book.root).stdout)
    ids += [shipped.get("$id", "eventbook:event"), "eventbook:event", "event.schema.json"]
    for number, address in enumerate(ids):
        book.write(f"schemas/{number}.json", json.dumps({"$id": address}))
    book.write("schemas/event.schema.json", "true")
    book.record("wrong", "id: wrong\ndate: 2019-05-18\nsources: [{title: P}]\nother: 1\n")
    (done,) = watched(book, [["validate", "-f", "concise"]])
    harmless([done])
    assert (done.status, "property-unknown" in done.output) == (1, True), (
        done.output + done.messages
    )


def exploding() -> Iterator[str]:
    """Patterns on which backtracking engines take years."""
    yield from (
        *("(a+)+$", "([a-zA-Z]+)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}$", "^(a?){40}a{40}$"),
        *("(a*)*b", "(a*)*$", "(?:a|b|ab)*c", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"),
        *(
            r"^(\w+\s?)*$",
            r"^([\w.-]+)*@x$",
            r"(\d+)*\.$",
            r"(a|b|c|d|e|a)*f",
            r"((a{1,50}){1,50}){1,50}",
        ),
        *(
            r"(?=(a+)+$)b",
            r"(?<=a{1,20})(a+)+$",
            r"(a+)\1+$",
            r"^(?:(?:a+)+)+!$",
            r"(\s|\S)*(a+)+!",
        ),
        *(
            r"(?:(?:(?:a?)?)?){30}b",
            r"a{1,1000}{1,1000}",
            "(" * 500 + "a" + ")*" * 500,
            "[a-" * 400,
        ),
        *(
            "a" * 500_000,
            "(a|" * 300 + "b" + ")" * 300,
            "\\",
            "[",
            "(",
            "*",
            "(?",
            r"\u{110000}",
            "\x1b[",
        ),
    )


def test_patterns_that_explode(book: Book) -> None:
    text = "a" * 30_000 + "!"
    record = f"id: organ\ntitle: {text}\nlong: {'a b ' * 5_000}\n{'a' * 200}!: x\n"
    schemas: list[Any] = []
    for number, pattern in enumerate(exploding() if STRICT else [*exploding()][::6]):
        schemas.append({"properties": {"title": {"pattern": pattern}}})
        if STRICT or number % 4 == 0:
            schemas.append({"patternProperties": {pattern: {"type": "number"}}})
            schemas.append({"propertyNames": {"pattern": pattern, "format": "regex"}})
    harmless(judged(book, schemas, record))


def heavy() -> Iterator[Any]:
    """Schemas that are large, deep, endless or contradictory."""
    nested: Any = {}
    for _ in range(10_000):
        nested = {"allOf": [nested]}
    yield '{"allOf":[' * 10_000 + "{}" + "]}" * 10_000
    yield "[" * 500_000
    yield '{"a":' * 100_000
    yield {"$ref": "#"}
    yield {
        "allOf": [{"$ref": "#/$defs/a"}],
        "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#"}]}},
    }
    yield {"properties": {"title": {"$ref": "#"}}, "not": {"$ref": "#"}}
    yield {"$recursiveRef": "#", "$dynamicRef": "#a", "$dynamicAnchor": "a"}
    yield {"anyOf": [{"properties": {"title": {"const": n}}} for n in range(5_000)]}
    yield {"oneOf": [{"required": [f"k{n}"]} for n in range(5_000)]}
    yield {"properties": {"title": {"enum": [f"v{n}" for n in range(50_000)]}}}
    yield {
        "properties": {f"p{n}": {"type": "string"} for n in range(10_000)},
        "additionalProperties": False,
    }
    yield {"required": [f"p{n}" for n in range(20_000)]}
    yield {"properties": {"sources": {"minItems": 10**18, "maxItems": 0, "uniqueItems": True}}}
    yield {"properties": {"sources": {"minItems": 10**300}, "title": {"maxLength": -1}}}
    yield {"properties": {"title": {"minLength": 1e308, "multipleOf": 1e-308}}}
    yield {"$schema": "http://json-schema.org/draft-03/schema#"}
    yield {"$schema": 3, "type": "everything", "properties": []}
    yield {"if": {"$ref": "#"}, "then": {"$ref": "#"}, "else": {"$ref": "#"}}
    yield {
        "unevaluatedProperties": False,
        "allOf": [{"$ref": "#/$defs/a"}] * 300,
        "$defs": {"a": {}},
    }
    yield {"contains": {"const": 1}, "minContains": 10**18, "maxContains": 0}
    yield {
        "title": "\u001b[2J",
        "description": "::error::x",
        "x-finding": "\u202e",
        "type": "number",
    }
    yield {"properties": {"title": {"const": "\u001b]0;x\u0007\n::error::y"}}}
    yield {"type": "object", "$comment": "x" * 900_000}
    yield "\ufeff{}"
    yield "null"
    yield '{"a": 1, "a": 2, "type": NaN}'
    yield "9" * 100_000


def test_heavy_schemas(book: Book) -> None:
    harmless(judged(book, list(heavy()) if STRICT else list(heavy())[::3]))


def multiplying() -> Iterator[Any]:
    """Schemas of few lines that offer more alternatives than any machine can try."""
    doubling = {f"d{n}": {"anyOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(25)}
    yield {"$ref": "#/$defs/d0", "$defs": {**doubling, "d25": {"type": "number"}}}
    each = {f"e{n}": {"oneOf": [{"$ref": f"#/$defs/e{n + 1}"}] * 4} for n in range(12)}
    yield {"$ref": "#/$defs/e0", "$defs": {**each, "e12": {"type": "number"}}}
    again = [{"$ref": "#"}, {"$ref": "#"}]
    yield {"properties": {"local": {"anyOf": again}}, "additionalProperties": {"anyOf": again}}


def test_schemas_that_lead_to_too_many_others_are_refused(book: Book) -> None:
    by_themselves, by_fours, _ = multiplying()
    harmless(judged(book, [by_themselves, by_fours]))


def test_schemas_of_a_change_are_not_looked_at_with_trust(book: Book) -> None:
    theirs(book)
    book.record("organ", "id: organ\ntitel: X\n" + "local: " + "{local: " * 50 + "1" + "}" * 50)
    book.commit("A record")
    for schema in (*multiplying(), *([*heavy()] if STRICT else [])):
        book.write("eventbook.toml", OWN)
        text = schema if isinstance(schema, str) else json.dumps(schema)
        book.write("schemas/own.json", text)
        call = ["validate", "--changed-since", "main", "--trust", "main", "-f", "concise"]
        (done,) = watched(book, [call])
        harmless([done])
        assert "property-unknown" in done.output


def settings() -> Iterator[str]:
    """Settings that name code or files elsewhere, or that are large or deep."""
    kind = '[kinds.event]\nrecords = [{}]\nschema = "eventbook:event"\nmodel = "event"\n'
    for pattern in (
        *(
            "/etc/*.yaml",
            "../**/*.yaml",
            "records/../../*.yaml",
            "C:/x.yaml",
            "C:\\\\x.yaml",
            "~/x.yaml",
        ),
        *(
            "\\\\\\\\host\\\\x.yaml",
            ".git/config",
            "/proc/*/environ",
            "$HOME/x.yaml",
            "file:///x.yaml",
        ),
        *(
            "**/" * 60 + "*.yaml",
            "*" * 200 + ".yaml",
            "[" * 100 + "x",
            "**/*a*a*a*a*a*a*a*a*a*b.yaml",
        ),
        *(
            "**/" * 5_000 + "x",
            "x/" * 5_000 + "x",
            "[a-z]" * 40 + ".yaml",
            "?" * 240,
            "\\u0000",
            "\\u001b[2J",
        ),
        *(
            "records/**/*.yaml" + "[]" * 1_000,
            "x.yaml[]." + ".".join("a" * 1_000) + "[]",
            "",
            "**",
            "*",
        ),
    ):
        yield kind.format(f'"{pattern}"')
    for schema in (
        *(
            "/etc/passwd",
            "../x.json",
            "file:///etc/passwd",
            "http://127.0.0.1/x",
            "eventbook:../../x",
        ),
        *(
            "eventbook:nope",
            "C:/x.json",
            ".git/config",
            "schemas/\\u001b[2J.json",
            "eventbook:",
            "python:x",
        ),
    ):
        yield f'[kinds.event]\nrecords = ["records/**/*.yaml"]\nschema = "{schema}"\n'
    for key in (
        *(
            "plugins = ['os']",
            "import = 'os'",
            "python = 'x'",
            "hooks = ['touch ran']",
            "command = 'sh'",
        ),
        *(
            "[book]\ntitle = '{{7*7}}'\ntemplate = 'x'",
            "[render]\ntemplates = '.'",
            "[tool.x]\ny = 1",
        ),
        *("[book]\nlanguage = '\\x1b'", "[rules]\nminor-named = 'off'", "__proto__ = 1", "a = inf"),
        *(
            '[book]\nsource_store = "/etc"',
            '[book]\nsource_store = "../../../.."',
            "[book]\ntitle = 9e999",
        ),
        *(
            '[book]\ntitle = "\\u001b[2J::error::x"',
            '[kinds."\\u001b[2J"]',
            "[kinds.__class__]",
            "x",
        ),
    ):
        yield key + "\n"
    yield "a = " + "[" * 100_000
    yield "a = " + "{a=" * 100_000
    yield "[" + "a." * 100_000 + "a]"
    yield "a." * 50_000 + "b = 1"
    yield "a = " + "9" * 1_000_000
    yield "# " + "x" * 10_000_000
    yield "".join(f"k{n} = 1\n" for n in range(50_000))
    yield "".join(f"[kinds.k{n}]\nrecords=['x']\nschema='eventbook:event'\n" for n in range(2_000))
    yield "[rules]\n" + "".join(f"r{n} = 'off'\n" for n in range(20_000))
    yield "[events.contested_terms]\nen = [" + "'a', " * 100_000 + "]"
    yield "[events.contested_terms]\nen = ['" + "a" * 500_000 + "', '.*(a+)+$']"
    yield "a = '''" + "x" * 1_000_000


def test_settings(book: Book, listening: socket.socket) -> None:
    theirs(book)
    done = []
    for number, text in enumerate(settings() if STRICT else list(settings())[::13]):
        book.write("eventbook.toml", text)
        call = ["list", "-f", "ids"] if number % 2 else ["validate", "-f", "concise"]
        done += [each.renamed(text[:60]) for each in watched(book, [call])]
    harmless(done)
    assert not (book.root / "ran").exists()
    assert nobody_came(listening)
