"""Participants of whom nothing is told."""

from __future__ import annotations

import pytest

from eventbook.events.rules.mentioned_as_present import RULE


def test_a_name_that_two_bear_says_nothing_of_either(remarks) -> None:
    value = {
        "participants": [{"name": "A. Verdi"}, {"name": "A. Verdi"}, {"name": "B. Neri"}],
        "programme": [{"people": ["A. Verdi", "B. Neri"]}],
    }
    assert [each.place for each in remarks(RULE, value)] == [
        ("participants", 0),
        ("participants", 1),
    ]


@pytest.mark.parametrize(
    ("roles", "severity"), [(["attendee"], "info"), ([], None), ("speaker", None)]
)
def test_an_attendee_is_only_pointed_out(remarks, roles, severity) -> None:
    (found,) = remarks(RULE, {"participants": [{"name": "A. Verdi", "roles": roles}]})
    assert found.severity == severity


def test_the_message_on_a_withheld_person_is_private(remarks) -> None:
    value = {"participants": [{"withheld": True, "name": "N. N."}, {"name": "A. Verdi"}]}
    found = remarks(RULE, value)
    assert [each.private for each in found] == [True, False]
    assert "N. N." not in repr(found)
