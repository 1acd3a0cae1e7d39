"""The collector is off during work on a whole book, and looks at none of it afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from eventbook.mapping.collector import paused


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()
    gc.enable()


def is_looked_at(made: object) -> bool:
    return any(each is made for each in gc.get_objects())


def test_it_is_off_meanwhile_and_passes_over_what_was_made() -> None:
    with paused():
        made = [{"id": "a"}]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not is_looked_at(made)
    later = [made]
    assert is_looked_at(later)


def test_the_outermost_pause_ends_it() -> None:
    with paused():
        with paused():
            made = [{"id": "a"}]
        assert not gc.isenabled()
        assert is_looked_at(made)
    assert gc.isenabled()
    assert not is_looked_at(made)


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with paused():
        made = [{"id": "a"}]
    assert not gc.isenabled()
    assert is_looked_at(made)


def test_it_is_on_again_after_an_error() -> None:
    with pytest.raises(LookupError), paused():
        raise LookupError
    assert gc.isenabled()
