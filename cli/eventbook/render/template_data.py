"""What a user's own template sees of a record: plain maps, lists and texts.

The names are those of `eventview`, of which cli/docs/rendering.md has a table. A template of
today is to work with tomorrow's program: names may be added there, but none is taken away.
"""

from __future__ import annotations

from typing import TypeAlias, cast

from eventbook.jsonvalue import Json
from eventbook.render import Item, Options
from eventbook.render.public import public
from eventbook.render.reading import as_text

Data: TypeAlias = dict[str, Json]


def template_data(items: list[Item], options: Options) -> Data:
    """All that a template sees beside its functions: `events` and more."""
    events = [event_data(item) for item in items]
    data: Data = {
        "events": cast("Json", events),
        "lang": options.lang or "",
        "book": {"title": options.book or ""},
        "site": {"url": options.site or "", "since": options.since or ""},
    }
    if len(events) == 1:
        data["event"] = cast("Json", events[0])
    return data


def event_data(item: Item) -> Data:
    """One event: its view, and under `record` its value as strangers may have it."""
    view = plain(item.view())
    assert isinstance(view, dict)
    return {**view, "record": _cleaned(public(item.value, lookup=item.lookup))}


def plain(value: object) -> Json:
    """A value of a view as plain data: named tuples become maps, other tuples lists."""
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is None:
            return [plain(each) for each in value]
        return {name: plain(each) for name, each in zip(fields, value, strict=True)}
    return cast("Json", value)


def _cleaned(value: Json) -> Json:
    """The same with what acts in texts made visible, but for line ends."""
    if isinstance(value, str):
        return "\n".join(as_text(line) for line in value.split("\n"))
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {as_text(key): _cleaned(each) for key, each in value.items()}
    return value
