"""The words of dates in seven languages; what is only read, such as abbreviations, is babel's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from eventbook.values.edtf import Precision
from eventbook.values.folding import fold

_MORE_LOCALES = ("en_GB", "de_AT")  # for "Sept" and "Jänner"

# Written out, for babel is slow to load; a test compares them with its data.
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}
_MONTHS_ALONE = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}
"""Where they are others than those beside a day."""

# Russian alone has names of its own for months that stand without a day. The other languages must
# not be asked: babel (2.18) answers from the first locale asked, whichever it was.
_STAND_ALONE = frozenset(_MONTHS_ALONE)
_CONTEXTS: tuple[Literal["format"], Literal["stand-alone"]] = ("format", "stand-alone")


class Phrases(NamedTuple):
    """How one language puts dates into words; `{}` stands for the date.

    Attributes:
        seasons: spring, summer, autumn, winter; the year follows.
        since, until: the start and the end of an interval, by precision; where a precision is
            missing a dash joins the two.
        onwards, up_to: an interval with an open end, made of `since` or `until`; empty where the
            language has no form that fits every date.
        decade: an ordinary decade; empty where the language has no form that fits every one.
        before_era: a year before year 1, in the order of CLDR.
        script: the script these words are written in (ISO 15924).
    """

    seasons: tuple[str, str, str, str]
    about: str
    uncertain: str
    unknown: str
    end_unknown: str
    start_unknown: str
    since: Mapping[Precision, str]
    until: Mapping[Precision, str]
    onwards: str = ""
    up_to: str = ""
    decade: str = ""
    day_number: str = "{}"
    first_day: str = ""
    year: str = "{}"
    before_era: str = "{year} {era}"
    script: str = "Latn"


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        seasons=("spring", "summer", "autumn", "winter"),
        about="about {}",
        uncertain="{} (uncertain)",
        unknown="date unknown",
        end_unknown="from {}, end unknown",
        start_unknown="until {}, beginning unknown",
        since=dict.fromkeys(("day", "month", "season", "year"), "from {}"),
        until=dict.fromkeys(("day", "month", "season", "year"), "to {}"),
        onwards="{} onwards",
        up_to="up {}",
        decade="{}s",
    ),
    "it": Phrases(
        seasons=("primavera", "estate", "autunno", "inverno"),
        about="circa {}",
        uncertain="{} (data incerta)",
        unknown="data sconosciuta",
        end_unknown="{}, fine non nota",
        start_unknown="{}, inizio non noto",
        since={"day": "dal {}", "month": "da {}", "year": "dal {}"},
        until={"day": "al {}", "month": "a {}", "year": "al {}"},
        onwards="{} in poi",
        up_to="fino {}",
        decade="anni {}",
    ),
    "az": Phrases(
        seasons=("yaz", "yay", "payız", "qış"),
        about="təxminən {}",
        uncertain="{} (dəqiq deyil)",
        unknown="tarix məlum deyil",
        end_unknown="{}, sonu məlum deyil",
        start_unknown="{}, başlanğıcı məlum deyil",
        since={},
        until={},
        before_era="{era} {year}",
    ),
    "de": Phrases(
        seasons=("Frühjahr", "Sommer", "Herbst", "Winter"),
        about="ca. {}",
        uncertain="{} (unsicher)",
        unknown="Datum unbekannt",
        end_unknown="{}, Ende unbekannt",
        start_unknown="{}, Beginn unbekannt",
        since={"day": "vom {}", "month": "von {}", "year": "von {}"},
        until={"day": "bis {}", "month": "bis {}", "year": "bis {}"},
        onwards="{} an",
        up_to="{}",
        decade="{}er Jahre",
        day_number="{}.",
    ),
    "fr": Phrases(
        seasons=("printemps", "été", "automne", "hiver"),
        about="vers {}",
        uncertain="{} (date incertaine)",
        unknown="date inconnue",
        end_unknown="{}, fin inconnue",
        start_unknown="{}, début inconnu",
        since={"day": "du {}", "month": "de {}", "year": "de {}"},
        until={"day": "au {}", "month": "à {}", "year": "à {}"},
        onwards="à partir {}",
        up_to="jusqu'{}",
        decade="années {}",
        first_day="1er",
    ),
    "ru": Phrases(
        seasons=("весна", "лето", "осень", "зима"),
        about="примерно {}",
        uncertain="{} (дата не точна)",
        unknown="дата неизвестна",
        end_unknown="{}, окончание неизвестно",
        start_unknown="{}, начало неизвестно",
        since={},
        until={},
        decade="{}-е годы",
        year="{} г.",
        script="Cyrl",
    ),
    "tr": Phrases(
        seasons=("ilkbahar", "yaz", "sonbahar", "kış"),
        about="yaklaşık {}",
        uncertain="{} (kesin değil)",
        unknown="tarih bilinmiyor",
        end_unknown="{}, bitişi bilinmiyor",
        start_unknown="{}, başlangıcı bilinmiyor",
        since={},
        until={},
        before_era="{era} {year}",
    ),
}

MORE_SEASONS: Mapping[str, int] = {"fall": 23, "frühling": 21, "bahar": 21}
"""Other words for seasons, beside those of `PHRASES`, with their EDTF numbers."""


def language_of(lang: str) -> str:
    """The language of `PHRASES` that a BCP 47 tag gets: English where none has its script."""
    primary, *rest = lang.replace("_", "-").split("-")
    phrases = PHRASES.get(primary.lower())
    if phrases is None or any(len(tag) == 4 and tag.title() != phrases.script for tag in rest):
        return "en"
    return primary.lower()


def month_name(language: str, month: int, *, with_day: bool) -> str:
    """A month's name as it stands beside a day, or alone (CLDR)."""
    names = _MONTHS[language] if with_day else _MONTHS_ALONE.get(language, _MONTHS[language])
    return names.split()[month - 1]


def era_name(language: str) -> str:
    """The short name of the era before year 1, as in `44 BC`."""
    from babel.dates import get_era_names

    return str(get_era_names("abbreviated", language)[0])


@lru_cache(maxsize=1)
def month_numbers() -> Mapping[str, int]:
    """Every folded month name and abbreviation of the seven languages, with its number."""
    from babel.dates import get_month_names

    return {
        fold(name).rstrip("."): number
        for locale in (*PHRASES, *_MORE_LOCALES)
        for width in ("wide", "abbreviated")
        for context in _CONTEXTS[: 2 if locale in _STAND_ALONE else 1]
        for number, name in get_month_names(width, context, locale).items()
    }


@lru_cache(maxsize=1)
def season_numbers() -> Mapping[str, int]:
    """Every folded season name that means one season only, with its EDTF number (21 to 24).

    A word that two languages use differently is left out: `yaz` is spring in Azerbaijani, but
    summer in Turkish.
    """
    found: dict[str, set[int]] = {fold(word): {number} for word, number in MORE_SEASONS.items()}
    for phrases in PHRASES.values():
        for number, word in enumerate(phrases.seasons, start=21):
            found.setdefault(fold(word), set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


@lru_cache(maxsize=1)
def weekday_names() -> frozenset[str]:
    """Every folded weekday name of the seven languages."""
    from babel.dates import get_day_names

    return frozenset(
        fold(name)
        for locale in PHRASES
        for name in get_day_names("wide", "format", locale).values()
    )
