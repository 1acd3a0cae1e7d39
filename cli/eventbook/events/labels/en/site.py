"""English: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Home",
        "skip": "Skip to the content",
        "navigation": "Ways in",
        "languages": "Languages",
        "years": "Years",
        "places": "Places",
        "people": "People",
        "organisations": "Organisations",
        "subjects": "Subjects",
        "campaigns": "Campaigns",
        "works": "Works",
        "series": "Series",
        "sources": "Sources",
        "search": "Search",
        "about": "About",
    },
    "site-role": {
        "author": "author",
        "composer": "composer",
        "translator": "translator",
        "arranger": "arranger",
        "director": "director",
    },
}
