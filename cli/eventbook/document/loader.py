"""The reference loader: one YAML document in a restricted profile, with positions.

It reads libyaml's events (PyYAML's `CParser`) and never composes or constructs: no tags, no
anchors, no merge keys, no second document, no key that is not a text, and no recursion, so that
no input can make it run code, explode or overflow the stack. The value holds JSON types only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import yaml

from eventbook.document import scalars
from eventbook.document.document import Document, Lines, Node
from eventbook.document.limits import DEFAULT, Limits
from eventbook.document.reader import read_text
from eventbook.document.syntax import explain_syntax
from eventbook.errors import EnvironmentFault
from eventbook.findings import Finding, Fix, Related, Severity, Span
from eventbook.jsonvalue import Json

if not yaml.__with_libyaml__:  # pragma: no cover - every wheel of PyYAML holds libyaml
    raise EnvironmentFault("PyYAML was built without libyaml", help="install PyYAML from a wheel")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading: a document, unless it is refused, and findings with their spans.

    A repeated key is the one error after which there still is a document (the first value
    stands), so that one run shows everything else that is wrong too.
    """

    document: Document | None
    findings: tuple[Finding, ...]


def load(data: bytes, path: str, limits: Limits = DEFAULT) -> Loaded:
    """Load the bytes of a YAML file.

    Args:
        data: the file as it is on disk.
        path: its name, for findings only; nothing is opened.
        limits: bounds that refuse a file before it costs time or memory.

    Never raises on any input: what is wrong is in `findings`.
    """
    read = read_text(data, path, limits)
    if read.text is None:
        return Loaded(None, read.findings)
    builder = _Builder(read.text, path, limits)
    try:
        builder.run()
    except _RefusedError:
        return Loaded(None, (*read.findings, *builder.findings))
    except yaml.MarkedYAMLError as error:
        finding = explain_syntax(error, read.text, path)
        return Loaded(None, (*read.findings, *builder.findings, finding))
    findings = (*read.findings, *builder.findings)
    if builder.root is None or builder.fatal:
        return Loaded(None, findings)
    return Loaded(Document(read.text, builder.value, builder.root), findings)


class _RefusedError(Exception):
    """Reading on makes no sense or costs too much; the finding is already noted."""


@dataclass(slots=True)
class _Frame:
    """An open collection."""

    node: Node
    value: dict[str, Json] | list[Json]
    key: tuple[int, int, str] | None = None
    drop: bool = False  # the value of a key that is already there, or of a key that is none


@dataclass
class _Builder:
    text: str
    path: str
    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    value: Json = None
    root: Node | None = None
    fatal: bool = False
    stack: list[_Frame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)

    def run(self) -> None:
        parser = yaml.CLoader(self.text)
        count = documents = 0
        while parser.check_event():
            event = cast(yaml.Event, parser.get_event())
            count += 1
            if count > self.limits.events:
                self._refuse("yaml-too-large", "too many values in one file", event)
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._open(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    frame = self.stack.pop()
                    frame.node.end = self._true_end(frame.node, _end(event))
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    documents += 1
                    self._document(event, documents)
        if self.root is None or (self.root.style == "" and self.root.start == self.root.end):
            self.root = None
            self._note("record-empty", "the file holds no record", Span(1, 1, 1, 1))

    def _document(self, event: yaml.DocumentStartEvent, documents: int) -> None:
        if event.version or event.tags:
            self._refuse("yaml-syntax", "directives (`%…`) are not used in records", event)
        if documents > 1:
            self._refuse(
                "yaml-many-documents",
                "a second document begins here",
                event,
                help="write one file a record",
            )

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        style = event.style or ""
        start, end = _start(event), _end(event)
        if style in "|>" and style:
            end = start + len(self.text[start:end].rstrip(" \t\r\n"))
        node = Node(start, end, style)
        wanting = self._wanting_key()
        if wanting is not None:
            self._key(wanting, event, node)
            return
        if len(event.value) > self.limits.scalar:
            self._refuse("yaml-too-large", "a text too long for a record", event)
        self._attach(node, self._resolve(event) if style == "" else event.value)

    def _resolve(self, event: yaml.ScalarEvent) -> Json:
        try:
            value = scalars.plain(event.value, self.limits)
        except scalars.NumberRefusedError as error:
            self.fatal = True
            self._note("yaml-number", str(error), self._span(event), help="quote it")
            return None
        if isinstance(value, str) and scalars.doubtful(value):
            self._note(
                "number-doubtful",
                f"`{value}` is a text here and a number to other YAML readers",
                self._span(event),
                help=f'quote it: "{value}"',
                warning=True,
                fix=Fix("safe", f'"{value}"'),
            )
        return value

    def _key(self, frame: _Frame, event: yaml.ScalarEvent, node: Node) -> None:
        key = event.value
        frame.key = (node.start, node.end, key)
        frame.drop = False
        if len(key) > self.limits.key:
            self._refuse("yaml-too-large", "a key too long for a record", event)
        if node.style == "" and key == "<<":
            self.fatal = frame.drop = True
            message = "merge keys are not allowed"
            self._note("yaml-merge-key", message, self._span(event), help="write the keys out")
        elif node.style == "" and not _is_text(key, self.limits):
            self.fatal = frame.drop = True
            message = f"the key `{key}` is not a text" if key else "a key is missing before the `:`"
            advice = f'quote it: "{key}"' if key else ""
            self._note("yaml-key-type", message, self._span(event), help=advice)
        elif key in frame.node.keys:
            frame.drop = True
            first = frame.node.keys[key]
            line = self.lines.at(first[0])[0]
            self._note(
                "yaml-duplicate-key",
                f"the key `{key}` is already given on line {line}",
                self._span(event),
                help="keep one of the two",
                related=(Related(self.path, "first given here", span=self.lines.span(*first[:2])),),
            )

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self.stack) >= self.limits.depth:
            message = f"nested more than {self.limits.depth} deep"
            self._refuse("yaml-too-deep", message, event)
        if self._wanting_key() is not None:
            self._refuse(
                "yaml-key-type", "a key must be a text, not a list or a map", event, help="quote it"
            )
        mapping = isinstance(event, yaml.MappingStartEvent)
        style = ("{" if event.flow_style else ":") if mapping else "[" if event.flow_style else "-"
        node = Node(_start(event), _end(event), style)
        value: dict[str, Json] | list[Json] = {} if mapping else []
        self._attach(node, value)
        self.stack.append(_Frame(node, value))

    def _wanting_key(self) -> _Frame | None:
        """The innermost open collection, where that is a map whose next key comes now."""
        frame = self.stack[-1] if self.stack else None
        return frame if frame and isinstance(frame.value, dict) and frame.key is None else None

    def _attach(self, node: Node, value: Json) -> None:
        if not self.stack:
            self.root, self.value = node, value
            return
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.node.items.append(node)
        else:
            assert frame.key is not None  # libyaml gives every value a key, if an empty one
            start, end, key = frame.key
            if not frame.drop:
                frame.value[key] = value
                frame.node.keys[key] = (start, end, node)
            frame.key = None

    def _alias(self, event: yaml.AliasEvent) -> None:
        self.fatal = True
        message = f"the alias `*{event.anchor}` is not allowed"
        self._note("yaml-alias", message, self._span(event), help="write the value out")
        wanting = self._wanting_key()
        if wanting is not None:
            wanting.key, wanting.drop = (_start(event), _end(event), ""), True
        else:
            self._attach(Node(_start(event), _end(event), ""), None)

    def _refuse_properties(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> None:
        start = _start(event)
        if event.anchor is not None:
            self.fatal = True
            message = f"the anchor `&{event.anchor}` is not allowed"
            span = self.lines.span(start, start + len(event.anchor) + 1)
            self._note("yaml-alias", message, span, help="remove it and write the value out")
        if event.tag is not None:
            self.fatal = True
            span = self._span(event)
            message = "tags (`!…`) are not allowed"
            self._note("yaml-tag", message, span, help="remove the tag; the schema gives types")

    def _true_end(self, node: Node, end: int) -> int:
        """A block collection ends with its last value, not at the next token."""
        if node.style in "{[":
            return end
        if node.keys:
            return max(entry[2].end for entry in node.keys.values())
        return node.items[-1].end if node.items else end

    def _span(self, event: yaml.Event) -> Span:
        return self.lines.span(_start(event), _end(event))

    def _note(
        self,
        slug: str,
        message: str,
        span: Span,
        *,
        help: str = "",  # noqa: A002
        warning: bool = False,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        severity: Severity = "warning" if warning else "error"
        self.findings.append(
            Finding(
                slug, severity, message, self.path, help=help, fix=fix, related=related, span=span
            )
        )

    def _refuse(self, slug: str, message: str, event: yaml.Event, help: str = "") -> None:  # noqa: A002
        start = _start(event)
        self._note(slug, message, self.lines.span(start, start + 1), help=help)
        raise _RefusedError


def _start(event: yaml.Event) -> int:
    mark = event.start_mark
    assert mark is not None  # libyaml marks every event
    return mark.index


def _end(event: yaml.Event) -> int:
    mark = event.end_mark
    assert mark is not None
    return mark.index


def _is_text(key: str, limits: Limits) -> bool:
    try:
        return isinstance(scalars.plain(key, limits), str)
    except scalars.NumberRefusedError:
        return False
