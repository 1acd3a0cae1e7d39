"""Where a text seems to name a child: an age under 18, or a word for a child, beside a name.

What is found is a position and a reason, never a word of the text. It would rather be given once
too often.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from eventbook.values.running_text import OPENERS, fold, month_numbers

AGE = "an age under 18 stands beside what looks like a name"
CHILD = "a word for a child stands beside what looks like a name"
NUMBER = "a number that may be an age stands behind what looks like a name"
REASONS = frozenset((AGE, CHILD, NUMBER))

_NUMBERS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen",
    "it": "un due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize dix-sept",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn"
    " fünfzehn sechzehn siebzehn",
    "ru": "одно дву двух тр[её]х четыр[её]х пяти шести семи восьми девяти десяти одиннадцати"
    " двенадцати тринадцати четырнадцати пятнадцати шестнадцати семнадцати"
    " пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать",
    "az": "(?:on\\s+)?(?:bir|iki|üç|dörd|beş|altı|yeddi) səkkiz doqquz on",
    "tr": "(?:on\\s+)?(?:bir|iki|üç|dört|beş|altı|yedi) sekiz dokuz on",
    "es": "un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete",
}
_AGES = {
    "en": r"{n}[-\s]+(?:years?|yrs?)[-\s]+(?:old|of\s+age)|{n}[-\s]*y/?o\b|\baged?\s+(?:of\s+)?{n}"
    r"|(?<![\w.,/-])(?:\d{1,2}|{n})[-\s]+months?[-\s]+old",
    "it": r"(?:\bdi|\betà\s+di|,|\(){s}{n}\s+anni\b"
    r"|\b(?:tre|quattr|cinqu|se|sett|ott|nov|dec|dieci|undic|dodic|tredic|quattordic|quindic"
    r"|sedic|diciassett)enn[ei]\b",
    "fr": r"(?:\bde|,|\(){s}{n}\s+ans\b",
    "de": r"{n}[-\s]*jährig\w*+(?!\s+(?:jubilä|bestehen))|\balter\s+von\s+{n}"
    r"|{n}\s+(?:jahre|monate)\s+alt",
    "ru": r"{n}[-\s]*летн\w++(?!\s+(?:юбиле|годовщин))|(?:\bвозрасте|,|\(){s}{n}\s+лет\b",
    "az": r"{n}\s+yaş(?:lı|ı|ında\w*)\b",
    "tr": r"{n}\s+yaş(?:ında\w*|lı|ı)?\b",
    "es": r"(?:\bde|,|\(){s}{n}\s+años\b",
}
# Each form of an age has one of these in it, in lower case, and so has each number that may be one.
# Some letters that `re.I` takes for one another differ even so.
_BEFORE_DIGIT = r"|\(\d|,\s\d"
_CUE = re.compile(
    "year|yr|y/?o|age|month|monate|ann[iı]|enn[eiı]|an[sſ]|jähr[iı]\u0307?g|alter|jahre|ле[т\u1c84\u1c85]|yaş"
    rf"|año[sſ]{_BEFORE_DIGIT}"
)
_CHILD_WORDS = (
    r"(?:an?|the|this|young|little|small|year-old)\s+(?:child|girl|boy)|schoolboys?|schoolgirls?"
    r"|schoolchild|pupil|toddler|teenager|teenage|(?:first|second|third|\w+th)[-\s]grader"
    r"|bambin[oa]|ragazzin[oa]|scolar[oa]|alunn[oa]|minorenne"
    r"|fillette|garçonnet|petit\s+garçon|petite\s+fille|écoli(?:er|ère)|élève|enfant|adolescente?"
    r"|schüler(?:in)?|schulkind|mädchen|kind|kleiner?\s+junge|minderjährig\w*"
    r"|şagird\w{0,3}|məktəbli\w{0,3}|uşaq|uşağ\w+|qızcığaz\w*"
    r"|çocuk|çocuğ\w+|(?:ilkokul|ortaokul|lise)\s+öğrencisi"
    r"|школьни(?:к|ца|цы|цей|ком)|учени(?:к|ца|цы|цей|ком)|девочк\w+|мальчик\w*|реб[её]н\w+"
    r"|подрост(?:ок|ка|ком)|niñ[oa]|alumn[oa]|menino|menina"
)
TOKEN = re.compile(r"[^\W\d_][\w'’-]*\.?")
_DIGIT = re.compile(r"\d")
_NUMBER_BEHIND = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]{0,40}\.?)(?:\s\((?P<a>\d{1,2})\)|,\s(?P<b>\d{1,2}),(?!\d))"
)
_BESIDE = 60
"""How many characters away a capitalised word still counts as standing beside a child."""


def signs(
    text: str, among: Collection[str] = REASONS
) -> Iterator[tuple[str, int, list[re.Match[str]]]]:
    """Each reason with its position and the names beside it; nothing without a name.

    Args:
        among: the reasons that are asked for.
    """
    cues = [(AGE, cue) for cue in ages(text)] if AGE in among else []
    if CHILD in among:
        cues += [(CHILD, cue) for cue in _children().finditer(text)]
    asked = NUMBER in among and _DIGIT.search(text)
    numbers = [*_NUMBER_BEHIND.finditer(text)] if asked else []
    if not cues and not numbers:
        return
    names = [token for token in TOKEN.finditer(text) if _may_be_name(token, text)]
    starts = [name.start() for name in names]
    for reason, cue in cues:
        first = bisect_right(starts, cue.start() - _BESIDE - 1)
        last = bisect_right(starts, cue.end() + _BESIDE)
        beside = [
            name
            for name in names[first:last]
            if name.end() <= cue.start() or name.start() >= cue.end()
        ]
        if beside:
            yield reason, cue.start(), beside
    by_start = dict(zip(starts, names, strict=True))
    for match in numbers:
        if int(match["a"] or match["b"]) < 18 and match.start() in by_start:
            yield NUMBER, match.start(), [by_start[match.start()]]


def _may_be_name(token: re.Match[str], text: str) -> bool:
    """True of a capitalised word that is no word for a child, no sentence opener and in no date.

    A month's name alone may be a child's, so it counts unless a number stands beside it.
    """
    word = token.group()
    if not word[0].isupper() or _children().fullmatch(word):
        return False
    before = text[max(0, token.start() - 12) : token.start()].rstrip(" \n\"'“„«([•*–—-.,")
    if fold(word).strip(".") in month_numbers():
        return not (before[-1:].isdigit() or text[token.end() : token.end() + 2].strip().isdigit())
    last = text[max(0, token.start() - 12) : token.start()].rstrip(" \n\"'“„«([•*–—-")[-1:]
    return not (last in ".!?:" and word.casefold() in OPENERS)


def ages(text: str) -> list[re.Match[str]]:
    """Where a text gives an age under 18, in every language read."""
    return [*_ages().finditer(text)] if may_tell_age(text) else []


@lru_cache(maxsize=1024)
def gives_age(text: str) -> bool:
    """Whether a text gives an age under 18. Those that seem to, such as offices, come again."""
    return bool(ages(text))


def may_tell_age(text: str) -> bool:
    """Whether to look closer: most texts have no word of age, nor a number where one would be."""
    return _CUE.search(text.lower()) is not None


def that_may_tell_age(texts: Sequence[str], said: str) -> Sequence[int]:
    """Indices of the texts to look closer at, `may_tell_age` of many at once; of some in vain.

    Args:
        said: the texts with a null between each two.
    """
    lowered = said.lower().encode("utf-8", "surrogatepass")
    cue = _quick_cue()
    found = list(cue.finditer(lowered))
    if found and lowered.count(b"\0") >= len(texts):  # one of them has a null in it
        return range(len(texts))
    return sorted({lowered.count(b"\0", 0, each.start()) for each in found})


@lru_cache(maxsize=1)
def _quick_cue() -> Any:
    """The cues for RE2, which reads each byte once. Of signs that are no ASCII all are digits."""
    import re2

    digit = r"(?:[0-9]|[^\x00-\x7f])"
    words = _CUE.pattern.removesuffix(_BEFORE_DIGIT)
    options = re2.Options()
    options.never_capture = True
    return re2.compile(rf"{words}|\({digit}|,[^\x00]{digit}".encode(), options)


@lru_cache(maxsize=1)
def _ages() -> re.Pattern[str]:
    forms = []
    for tag, pattern in _AGES.items():
        number = rf"(?<![\w.,/-])(?:1[0-7]|\d|{'|'.join(_NUMBERS[tag].split(' '))})(?!\d)"
        forms.append(pattern.replace("{n}", number).replace("{s}", r"\s*"))
    return re.compile("|".join(forms), re.I)


@lru_cache(maxsize=1)
def _children() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_CHILD_WORDS})\b", re.I)
