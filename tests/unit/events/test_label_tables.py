"""The tables of all languages beside the English ones: nothing missing, nothing left over."""

import re
import string

import pytest
from babel import Locale

from eventbook.events.labels import LANGUAGES, ordinal, words

OTHERS = [lang for lang in LANGUAGES if lang != "en"]
ENGLISH = words("en")
FORMS = ("zero", "one", "two", "few", "many", "other")
COUNTED = {key.removesuffix(".other") for key in ENGLISH if f"{key[:-5]}one" in ENGLISH} - {
    "ordinal"
}
# The same in two languages: names, loan words, and words that both have.
SAME = {
    "it": {
        "type.festival", "phrase.hash", "phrase.cite-from", "phrase.in-language",
    },
    "az": {
        "type.festival", "participant-role.moderator", "organiser-role.sponsor", "media-kind.video",
        "phrase.hash", "work-type.opera", "work-type.film",
    },
}  # fmt: skip
NAMES = ("identifier.",)
LEFT_OVER = re.compile(
    r"\b(the|of|and|or|with|from|this|that|which|is|are|was|were|not|by|event|events|record"
    r"|records|source|sources|name|names|page|list|kind)\b",
    re.IGNORECASE,
)
MARKS = {"en": ("“”", "«»„"), "it": ("«»", "“”„"), "az": ("“”", "«»„")}
LETTERS = {
    "it": set(string.ascii_letters) | set("àèéìòùÀÈÉ"),
    "az": set("abcçdeəfgğhxıijkqlmnoöprsştuüvyzABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"),
}
# Names of things, and what stands in a pattern for something else.
FOREIGN = re.compile(
    r"\{\w+\}|SHA-256|JavaScript|Ctrl\+F|⌘F|GeoJSON|Natural Earth|schema\.org|Wikidata|Atom|RSS|CSV"
    r"|JSON(-LD)?|YAML|iCalendar"
)


def parts(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def form_of(key):
    """(the counted thing, the form) of a key such as `form.events.many`."""
    thing, _, form = key.rpartition(".")
    return (thing, form) if thing in COUNTED and form in FORMS else (None, None)


def plain(lang):
    """A language's words, without counted things and ordinals."""
    return {
        key: text
        for key, text in words(lang).items()
        if form_of(key) == (None, None) and key.split(".")[0] not in ("ordinal", "ordinal-of")
    }


@pytest.mark.parametrize("lang", OTHERS)
def test_a_language_has_the_words_of_the_english_one(lang):
    assert sorted(plain(lang)) == sorted(plain("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_counted_has_the_forms_of_the_language(lang):
    forms = sorted({*Locale.parse(lang).plural_form.rules, "other"})
    found = {
        thing: sorted(form for key in words(lang) for one, form in [form_of(key)] if one == thing)
        for thing in COUNTED
    }
    assert found == dict.fromkeys(COUNTED, forms)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ordinals_have_the_forms_of_the_language(lang):
    table = words(lang)
    found = {key.partition(".")[2] for key in table if key.startswith("ordinal.")}
    assert found == {*Locale.parse(lang).ordinal_form.rules, "other"}
    kinds = {key.partition(".")[2] for key in table if key.startswith("ordinal-of.")}
    assert {kind for kind in kinds if f"occasion-kind.{kind}" not in table} == set()
    ordinals = [text for key, text in table.items() if key.startswith("ordinal")]
    assert all(parts(text) == ["number"] for text in ordinals)


@pytest.mark.parametrize("lang", OTHERS)
def test_patterns_have_the_parts_of_the_english_ones(lang):
    table = words(lang)
    like = {
        key: ENGLISH.get(key) or ENGLISH.get(f"{key.rpartition('.')[0]}.other", "{number}")
        for key in table
    }
    assert {key for key in table if parts(table[key]) != parts(like[key])} == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_stays_english(lang):
    same = {
        key
        for key, text in words(lang).items()
        if text == ENGLISH.get(key)
        and re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))
        and not key.startswith(NAMES)
    }
    assert sorted(same) == sorted(SAME[lang])
    left_over = {
        key: text
        for key, text in words(lang).items()
        if not key.startswith(NAMES) and LEFT_OVER.search(re.sub(r"\{\w+\}", "", text))
    }
    assert left_over == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_set_as_the_language_sets_them(lang):
    table = words(lang)
    own, foreign = MARKS[lang]
    assert table["phrase.quoted"] == own.replace(own[0], own[0] + "{text}")
    assert {key for key, text in table.items() if set(text) & {*foreign, '"', "'"}} == set()
    blank = {key for key, text in table.items() if text != text.strip() or not text}
    assert {key for key in blank if table[key] != ENGLISH.get(key)} == set()
    assert {key for key, text in table.items() if "  " in text or "..." in text} == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_letters_are_those_of_the_language(lang):
    strange = {
        key: found
        for key, text in words(lang).items()
        if not key.startswith(NAMES)
        and (found := {c for c in FOREIGN.sub("", text) if c.isalpha()} - LETTERS[lang] - set("ºª"))
    }
    assert strange == {}


# -- ordinals -------------------------------------------------------------------------------------

# The number words of Azerbaijani; the ending follows the last vowel of the last one.
ONES = ["", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"]
TENS = ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"]
ENDING = {"a": "cı", "ı": "cı", "e": "ci", "ə": "ci", "i": "ci", "o": "cu", "u": "cu"}
ENDING |= {"ö": "cü", "ü": "cü"}


def last_word(number):
    if number == 0:
        return "sıfır"
    if number % 1000 == 0:
        return "min"
    return ONES[number % 10] or TENS[number // 10 % 10] or "yüz"


@pytest.mark.parametrize("numbers", [range(121), range(121, 3000), (10_000, 100_000)])
def test_azerbaijani_ordinals_follow_the_vowel(numbers):
    def written(number):
        return f"{number}-{ENDING[[c for c in last_word(number) if c in ENDING][-1]]}"

    assert [ordinal(n, "az") for n in numbers] == [written(n) for n in numbers]


def test_ordinals_of_a_million_end_as_milyon_does():
    assert ordinal(1_000_000, "az") == "1000000-cu"


@pytest.mark.parametrize(
    ("number", "lang", "of", "expected"),
    [
        (31, "en", "anniversary", "31st"),
        (112, "en", "", "112th"),
        (22, None, "opening", "22nd"),
        (8, "it", "anniversary", "8º"),
        (31, "it", "memorial-day", "31º"),
        (3, "it", "opening", "3ª"),
        (11, "it", "closing", "11ª"),
        (3, "tlh", "", "3rd"),
    ],
)
def test_ordinals_agree_with_what_they_count(number, lang, of, expected):
    assert ordinal(number, lang, of) == expected
