"""A value loses the names of a list, in texts and keys, and nothing else."""

import pytest

from eventbook.events.leaks.matcher import Matcher
from eventbook.events.leaks.names import read_names
from eventbook.events.privacy import unlisted

LISTED = Matcher(read_names(b"Petra Anvelsson\n", "list"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Anvelsson, Petra, and Ann", "(withheld), and Ann"),
        (
            {"petra-anvelsson": [1, None, "PETRA ANVELSSON"]},
            {"(withheld)": [1, None, "(withheld)"]},
        ),
        ("https://x.example/?by=Petra%20Anvelsson&p=1", "https://x.example/?by=(withheld)&p=1"),
        ({"title": {"en": "By\n  Petra Anvelsson"}}, {"title": {"en": "By\n  (withheld)"}}),
    ],
)
def test_names_are_taken_out(value, expected):
    assert unlisted(value, LISTED) == expected


@pytest.mark.parametrize(
    "value", [None, 3, "Petra", ["Petra", "Anvelsson"], {"Petra": "Anvelsson"}, {"a": {"b": [""]}}]
)
def test_what_holds_none_stays_the_same_object(value):
    assert unlisted(value, LISTED) is value
