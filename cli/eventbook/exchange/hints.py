"""What the reading of a release was not sure of: fixed sentences that quote nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """A line for the editor to look at.

    Attributes:
        line: the line of the release, from 1.
        text: one of this module's sentences; never a word of the release.
        about: the field of the record it matters to.
    """

    line: int
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A kind of hint, before it has a line."""

    text: str
    about: str

    def at(self, line: int) -> Hint:
        """The hint on one line."""
        return Hint(line, self.text, self.about)


UNSEEN = Doubt("unseen characters were taken out of this line", "sources")
FURNITURE = Doubt("page furniture, passed over", "formal_title")
OTHER_ITEM = Doubt("may belong to another item of the page, passed over", "formal_title")
SUBTITLE = Doubt("may continue the headline or be a subtitle", "formal_title")
NO_HEADLINE = Doubt("the text begins here, without a headline", "formal_title")
UNREAD_DATE = Doubt("looks like a date that was not understood; taken for no headline", "sources")
MAYBE_HEADLINE = Doubt("may be the headline; left to the editor", "formal_title")
BULLET_FIRST = Doubt("the text begins with a list item; no headline was read", "formal_title")
GLUED = Doubt("the date runs into the text without a space", "sources")
PLACE_BESIDE_DATE = Doubt(
    "a place stands with the date; the day may be the event's, not the release's", "sources"
)
ORDER = Doubt("day and month could be either way round; not read as a date", "sources")
DOTTED = Doubt("read day first, as dates with full stops are written", "sources")
CENTURY = Doubt("the year has two digits; not read as a date", "sources")
NOT_IN_CALENDAR = Doubt("a date that the calendar does not have", "sources")
OTHER_DATE = Doubt("a second date that could be the release's", "sources")
EMBARGO = Doubt("an embargo; its date was not taken for the date of publication", "sources")
UPDATED = Doubt("the day of a later change; not taken for the day of publication", "sources")
DATELINE = Doubt("a dateline names a place; the event may have been elsewhere", "place")
DATELINE_DAY = Doubt("the dateline's day has no year; not read as a date", "sources")
DATE_ALONE = Doubt("a line of its own with a date: the release's or the event's", "sources")
RANGE = Doubt("a range of days; perhaps the event's", "date")
MONTH_ONLY = Doubt("a month without a day", "date")
DAY_IN_TEXT = Doubt("a date in the text; perhaps the event's day", "date")
DAY_WITHOUT_YEAR = Doubt("a day without a year; perhaps the event's", "date")
RELATIVE_DAY = Doubt("words for a day that depend on another date", "date")
OPENING_DAY = Doubt("opens with a day: that of the event or that of publication", "date")
SEVERAL_EVENTS = Doubt(
    "may tell of another event than the rest of the text; each is a record of its own", "date"
)
QUOTATION = Doubt(
    "words in quotation marks: a quotation, to be recorded with its speaker, or a title",
    "statements",
)
STANCE_UNSURE = Doubt("both what took place and what will; report or announcement?", "sources")

DOUBTS = frozenset(value for value in globals().values() if isinstance(value, Doubt))
"""Every kind of hint there is."""
