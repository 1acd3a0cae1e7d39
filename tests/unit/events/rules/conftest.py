"""Rules are asked about the value of one record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eventbook.book.settings import DEFAULTS, Settings
from eventbook.jsonvalue import Json
from eventbook.rules.record import Record
from eventbook.rules.rule import RecordRule, Remark


@pytest.fixture
def remarks() -> Callable[..., list[Remark]]:
    """What a rule says of a record's value."""

    def ask(rule: RecordRule, value: Json, settings: Settings = DEFAULTS) -> list[Remark]:
        return list(rule.check(Record("a.yaml", "event", id="a", value=value), settings))

    return ask
