"""Whom a programme announced and no source reports as present: marked wherever they are named."""

import re

import pytest

from eventbook.render import TARGETS, Item, Options
from eventbook.render.site.naming import named

RECORD = {
    "id": "2019-turin-recital",
    "title": "Recital in Turin",
    "date": "2019-05-18",
    "participants": [
        {"key": "ada", "name": "Ada Lind", "roles": ["reader"]},
        {"name": "Cora Vance", "roles": ["speaker"]},
    ],
    "mentions": [
        {"key": "bo", "name": "Bo Kern"},
        {"name": "Cora Vance"},
        {"name": {"en": "Dina Hale", "it": "Dina Hale"}},
    ],
    "programme": [
        {
            "kind": "reading",
            "people": ["ada", "bo", "Cora Vance", {"name": "Dina Hale"}, "Enno Falk"],
            "works": ["Song"],
        }
    ],
    "sources": [{"key": "programme", "title": "Printed programme"}],
    "review": {"status": "published"},
}
NAMED = {
    "en": (
        "Ada Lind, Bo Kern (mentioned, not reported as present), Cora Vance, "
        "Dina Hale (mentioned, not reported as present), Enno Falk"
    ),
    "it": (
        "Ada Lind, Bo Kern (nome menzionato, presenza non riferita), Cora Vance, "
        "Dina Hale (nome menzionato, presenza non riferita), Enno Falk"
    ),
    "az": (
        "Ada Lind, Bo Kern (adı çəkilir, iştirakı bildirilməyib), Cora Vance, "
        "Dina Hale (adı çəkilir, iştirakı bildirilməyib), Enno Falk"
    ),
}


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
@pytest.mark.parametrize("lang", ["en", "it", "az"])
def test_the_programme_says_who_was_announced_at_most(form, lang):
    made = TARGETS[form].render([Item(RECORD, lang, lambda _: None)], Options(lang=lang)).text
    plain = " ".join(re.sub(r"<[^>]*>", "", re.sub(r"(?s)<script.*?</script>", "", made)).split())
    assert NAMED[lang] in plain.replace("\\", "")


def test_they_have_no_page_of_their_own():
    people = [one.name for one in named(RECORD, lambda _: None) if one.entity.startswith("person/")]
    assert people == ["Ada Lind", "Cora Vance"]
