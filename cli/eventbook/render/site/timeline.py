"""Time as a picture: bars from the earliest to the latest day, on an axis that skips empty years.

Nothing here says more than the record does: a day is a mark, a stretch that lasts is solid, a
day somewhere in a stretch is hatched, what is uncertain or about is outlined by dashes, and what
is open fades out. Positions are percentages, so that a picture fits any width; the text beside
it says the same in words. Drawn as SVG with presentation attributes and classes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from eventbook.render.site.index import Entry
from eventbook.values.days import Day, days_in_month
from eventbook.values.edtf import Edtf

_GAPS: Final = (3, 10, 30, 100, 300, 1000)
"""Years without anything that are still drawn in full; the first that gives few breaks."""
_RUNS: Final = 6
"""Into how many parts an axis is broken at most."""
_BREAK: Final = 4.0
"""The width of a gap that stands for more, in percent."""
_NARROWEST: Final = 9.0
"""The least width of a part of the axis, in percent."""
_LABEL: Final = 12.0
"""The least distance between two labels of the axis, in percent."""
_LEAST: Final = 0.6
"""The least width of a bar, in percent."""
_LONG: Final = 60
"""Of a longer stretch only the ends are kept free of breaks, in years."""

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class Span(NamedTuple):
    """A stretch of the axis: from and to a moment in years, and where that is in percent."""

    low: float
    high: float
    left: float
    right: float


class Tick(NamedTuple):
    """A moment that the axis names."""

    at: float
    text: str


class Axis(NamedTuple):
    """An axis of time; moments between its spans are where it is broken."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]

    @classmethod
    def of_years(cls, dates: Iterable[Edtf]) -> Axis:
        """An axis of all years of the dates, broken where several are empty."""
        years = _occupied(dates)
        tries = (_runs(years, gap) for gap in _GAPS)
        runs = next((few for few in tries if len(few) <= _RUNS), _runs(years, 10_000))
        widths = _widths([last - first + 1 for first, last in runs])
        spans, left = [], 0.0
        for (first, last), width in zip(runs, widths, strict=True):
            spans.append(Span(float(first), float(last + 1), left, left + width))
            left += width + _BREAK
        return cls(tuple(spans), tuple(_year_ticks(spans)))

    @classmethod
    def of_months(cls, year: int, names: Sequence[str]) -> Axis:
        """An axis of one year; twelve names of months."""
        span = Span(float(year), float(year + 1), 0.0, 100.0)
        return cls((span,), tuple(Tick(100.0 * at / 12, name) for at, name in enumerate(names)))

    def position(self, moment: float) -> float:
        """Where a moment is, in percent from 0 to 100; never before that of an earlier one."""
        if not self.spans:
            return 0.0
        last = self.spans[0].left
        for span in self.spans:
            if moment < span.low:
                return last
            if moment <= span.high:
                share = (moment - span.low) / (span.high - span.low)
                return span.left + share * (span.right - span.left)
            last = span.right
        return last


class Bar(NamedTuple):
    """How an event is drawn.

    Attributes:
        left: where it begins, in percent.
        right: where it ends.
        look: `day`, `lasting`, `within` (a day somewhere in it), or `uncertain`.
        opens_left: whether its beginning is open.
        opens_right: whether its end is open.
    """

    left: float
    right: float
    look: str
    opens_left: bool = False
    opens_right: bool = False


def moment(day: Day, *, after: bool = False) -> float:
    """A day's beginning, or its end, in years."""
    length = days_in_month(day.year, day.month)
    return day.year + (day.month - 1 + (day.day - 1 + after) / length) / 12


def bar(date: Edtf, axis: Axis) -> Bar | None:
    """How a date is drawn on an axis; None for an unknown one."""
    first, last = date.earliest or date.latest, date.latest or date.earliest
    if first is None or last is None or not axis.spans:
        return None
    left, right = axis.position(moment(first)), axis.position(moment(last, after=True))
    if right - left < _LEAST:
        left = max(right - _LEAST, 0.0) if date.earliest is None else min(left, 100.0 - _LEAST)
        right = left + _LEAST
    return Bar(left, right, _look(date), date.earliest is None, date.latest is None)


def strips(entries: Iterable[Entry], axis: Axis) -> Mapping[int, Markup]:
    """By an event's number, its bar as a picture; the text beside it says the same."""
    rules = "".join(_rule(tick) for tick in axis.ticks)
    found = {}
    for entry in entries:
        drawn = bar(entry.date, axis) if entry.date else None
        found[entry.number] = Markup(
            f'<svg class="strip" aria-hidden="true" focusable="false">{rules}'
            f"{_draw(drawn) if drawn else ''}</svg>"
        )
    return found


def ruler(axis: Axis) -> Markup:
    """The names of the axis' ticks."""
    out = ['<svg class="ruler" aria-hidden="true" focusable="false">']
    for tick in axis.ticks:
        out.append(_rule(tick))
        if tick.text:
            out.append(f'<text x="{_n(tick.at)}%" dx="4" y="13">{escape(tick.text)}</text>')
    for before, after in zip(axis.spans, axis.spans[1:], strict=False):
        middle = (before.right + after.left) / 2
        out.append(f'<text class="break" x="{_n(middle)}%" y="13" text-anchor="middle">…</text>')
    return Markup("".join((*out, "</svg>")))


def density(counts: Mapping[int, tuple[int, int]], axis: Axis, title: str, text: str) -> Markup:
    """How many events each year has, as one picture.

    Args:
        counts: by year, how many are surely and how many are possibly of it.
        axis: of the years.
        title: what the picture is called.
        text: what it shows, in words.
    """
    most = max((sure + maybe for sure, maybe in counts.values()), default=1)
    out = [
        '<svg class="density" role="img" aria-labelledby="density-title density-text">',
        f'<title id="density-title">{escape(title)}</title>',
        f'<desc id="density-text">{escape(text)}</desc>',
    ]
    for year, (sure, maybe) in counts.items():
        left, right = axis.position(year), axis.position(year + 1)
        width = max((right - left) * 0.8, 0.2)
        high, low = 100.0 * sure / most, 100.0 * (sure + maybe) / most
        if sure:
            out.append(
                f'<rect class="lasting" x="{_n(left)}%" width="{_n(width)}%" '
                f'y="{_n(100 - high)}%" height="{_n(high)}%"/>'
            )
        if maybe:
            out.append(
                f'<rect class="uncertain" x="{_n(left)}%" width="{_n(width)}%" '
                f'y="{_n(100 - low)}%" height="{_n(low - high)}%"/>'
            )
    return Markup("".join((*out, "</svg>")))


def _rule(tick: Tick) -> str:
    at = _n(tick.at)
    return f'<line class="tick" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>'


def _draw(one: Bar) -> str:
    left, right = one.left, one.right
    x, width = f'x="{_n(left)}%"', f'width="{_n(right - left)}%"'
    if one.look == "day":
        drawn = f'<rect class="day" {x} {width} y="6" height="14"/>'
    elif one.look == "within":
        ends = f'x1="{_n(left)}%" x2="{_n(right)}%" y1="13" y2="13"'
        drawn = f'<line class="within" {ends} stroke-width="10" stroke-dasharray="1.5 2.5"/>'
    else:
        drawn = f'<rect class="{one.look}" {x} {width} y="9" height="8"/>'
    before = _fade(left, -1) if one.opens_left else ""
    after = _fade(right, 1) if one.opens_right else ""
    return f'<g class="mark">{drawn}{before}{after}</g>'


def _fade(at: float, direction: int) -> str:
    """Three marks that grow faint, away from an open end."""
    return "".join(
        f'<rect class="open" x="{_n(at)}%" width="5" y="9" height="8" '
        f'transform="translate({direction * (2 + 8 * step) - (5 if direction < 0 else 0)} 0)" '
        f'opacity="{opacity}"/>'
        for step, opacity in enumerate((0.7, 0.45, 0.2))
    )


def _look(date: Edtf) -> str:
    if date.uncertain or date.approximate:
        return "uncertain"
    if date.is_interval:
        return "lasting"
    return "day" if date.precision == "day" else "within"


def _occupied(dates: Iterable[Edtf]) -> list[int]:
    years: set[int] = set()
    for date in dates:
        ends = [day.year for day in (date.earliest, date.latest) if day]
        if ends and ends[-1] - ends[0] <= _LONG:
            years.update(range(ends[0], ends[-1] + 1))
        else:
            years.update(ends)
    return sorted(years)


def _runs(years: Sequence[int], gap: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year - runs[-1][1] <= gap + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _widths(years: Sequence[int]) -> list[float]:
    """Of each part of the axis, in percent: by its years, but wide enough for a label."""
    room = 100.0 - _BREAK * max(len(years) - 1, 0)
    narrow = [count for count in years if room * count / sum(years) < _NARROWEST]
    rest = room - _NARROWEST * len(narrow)
    wide = sum(years) - sum(narrow)
    return [
        _NARROWEST if count in narrow and wide else rest * count / (wide or sum(years))
        for count in years
    ]


def _year_ticks(spans: Sequence[Span]) -> Iterable[Tick]:
    """The first year of each span, and round years as far apart as their labels need."""
    for span in spans:
        per_year = (span.right - span.left) / (span.high - span.low)
        step = next((one for one in _STEPS if one * per_year >= _LABEL), 1000)
        first, last = int(span.low), int(span.high)
        room = span.right - span.left >= 4
        yield Tick(span.left, str(first) if room else "")
        for year in range(first + 1, last):
            at = span.left + (year - span.low) * per_year
            if year % step == 0 and at - span.left >= _LABEL and span.right - at >= 6:
                yield Tick(at, str(year))


def _n(number: float) -> str:
    """A number with two decimals at most: the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
