"""Running text in several languages: how its words compare, months, and what begins a sentence."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LANGUAGES = ("en", "it", "fr", "de", "es", "pt", "ru", "uk", "az", "tr")
"""The languages whose dates are read; BCP 47."""

_OPENERS = (
    "a an the on in at by for from since until after before during then this that these those it"
    " he she we they there here as to with today yesterday tomorrow more and but also when while"
    " il lo la i gli le un uno una nel nella dal dalla da di a al alla per con oggi poi"
    " les l du des en au aux dans par pour sur avec puis"
    " der die das den dem ein eine einem im am vom zum zur nach vor bei mit auf für seit dann"
    " el los las del por para con o os as no na em"
    " в на с из по к у о от за и но это он она они затем после у та до від"
    " bu o və sonra bir ilə ve daha"
)
OPENERS = frozenset(_OPENERS.split())
"""Words that begin a sentence and are never a name, a place or a headline's first item alone."""


def fold(word: str) -> str:
    """A word without case and marks, so that `MÄRZ`, `ŞUBAT` and decomposed forms compare."""
    spread = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c)).replace("ı", "i")


# The full names of the months in all these languages, folded, January first. They are written out
# because every record is read with them, and the Unicode tables take a tenth of a second to load;
# a test holds them to those tables.
_MONTHS = """
enero gennaio janeiro januar january janvier ocak yanvar січень січня январь января | febbraio
febrero februar february fevereiro fevral fevrier subat лютии лютого февраль февраля | march
marco mars mart marz marzo березень березня март марта | abril aprel april aprile avril nisan
апрель апреля квітень квітня | maggio mai maio may mayis mayo маи мая травень травня | giugno
haziran iyun juin june junho juni junio июнь июня червень червня | iyul juillet julho juli julio
july luglio temmuz июль июля липень липня | agosto agustos aout august avqust август августа
серпень серпня | eylul sentyabr september septembre septiembre setembro settembre вересень
вересня сентябрь сентября | ekim october octobre octubre oktober oktyabr ottobre outubro жовтень
жовтня октябрь октября | kasim november novembre novembro noviembre noyabr листопад листопада
ноябрь ноября | aralik december decembre dekabr dezember dezembro dicembre diciembre грудень
грудня декабрь декабря
"""


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """The full names of the months, folded, to 1…12."""
    return {
        name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()
    }


def months_in(forms: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Names in every language read; one that means two months is left out."""
    from babel import Locale

    found: dict[str, set[int]] = {}
    for tag in LANGUAGES:
        months = Locale.parse(tag).months
        for context, width in forms:
            for number, name in months[context][width].items():
                found.setdefault(fold(name).rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
