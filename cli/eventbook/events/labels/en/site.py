"""English: words of the site around the events' pages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "home": "Home",
        "skip": "Skip to the content",
        "navigation": "Ways in",
        "languages": "Languages",
        "more": "More ways in",
        "here": "Where this page stands",
        "pages": "Pages of this list",
        "near": "Neighbouring pages",
        "previous": "Before",
        "next": "After",
        "draft": "draft",
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
        "kind-place": "Place",
        "kind-person": "Person",
        "kind-party": "Person or group",
        "kind-organisation": "Organisation",
        "kind-subject": "Subject",
        "kind-campaign": "Campaign",
        "kind-work": "Work",
        "kind-series": "Series",
        "kind-source": "Publisher of sources",
        "places-lead": "Where events took place, by country and city.",
        "people-lead": (
            "People and groups with a public part in an event: who spoke, performed, presided, "
            "wrote or was honoured. Who only attended or was only mentioned has no page."
        ),
        "organisations-lead": "Who organised, hosted or supported events, or was represented.",
        "subjects-lead": (
            "What events marked or were about. The headings are the archive’s own; what others "
            "call a subject stands on its page, with who says so."
        ),
        "campaigns-lead": "Campaigns that events belonged to or spoke of.",
        "works-lead": "What was read, played or shown.",
        "series-lead": "Events that belong together, in the order of their dates.",
        "sources-lead": "Who published what the records rest on.",
        "nothing": "Nothing is recorded here yet.",
        "somewhere": "Elsewhere",
        "only-named": (
            "These events give the same name. Nothing but the name says that they mean the same."
        ),
        "names-used": "Names used",
        "names-used-lead": "Who calls it what, as the sources report it.",
        "events.one": "{number} event",
        "events.other": "{number} events",
        "timeline": "Time line",
        "legend": "How to read the time line",
        "legend-day": "on a known day",
        "legend-lasting": "over several days",
        "legend-within": "on a day within this time",
        "legend-uncertain": "uncertain or approximate",
        "legend-sure": "surely in that year",
        "density": "Events by year",
        "density-text": (
            "A bar for each year from {first} to {last}, as high as the number of its events; "
            "the numbers stand below, year by year."
        ),
        "newest": "Newest records",
        "ways": "Ways in",
        "from-to": "{first} to {last}",
        "parts": "Parts, by date",
        "wide": "Dated more widely",
        "wide-lead": "Events that may have been in any of many years, or whose dates are open.",
        "undated": "Undated",
        "undated-lead": "Events of whose date nothing is known.",
        "possibly": "Possibly in this year",
        "possibly-lead": "Their dates are uncertain, approximate or open.",
        "no-month": "Month not known, or begun before",
        "fact-other-names": "Also",
        "fact-dates": "Date",
        "fact-kind": "Kind",
        "fact-positions": "Positions",
        "fact-place": "Address",
        "fact-part-of": "Part of",
        "fact-by-author": "Author",
        "fact-by-composer": "Composer",
        "fact-by-translator": "Translator",
        "fact-by-arranger": "Arranger",
        "fact-by-director": "Director",
        "fact-catalogue": "Catalogue",
        "fact-coordinates": "Coordinates",
        "fact-adjudications": "Established name",
        "fact-ids": "Identifiers",
        "fact-notes": "Notes",
        "withdrawn": "This record was withdrawn",
        "withdrawn-text": (
            "A record stood at this address. The archive has withdrawn it, and shows nothing of "
            "what it held."
        ),
        "withdrawn-on": "Withdrawn on {date}.",
        "moved": "This record has moved",
        "not-found": "No such page",
        "not-found-text": (
            "Nothing stands at this address. A record that was withdrawn or renamed leaves a "
            "page behind, so the address may be mistyped."
        ),
        "about-speaks": "Who speaks",
        "about-speaks-text": (
            "The archive speaks in a record’s title, summary, advisory, notes and headings of "
            "subjects. What people said stands apart, under the name of the speaker and with the "
            "source that reports it, as far as the source gives them. The figures and terms in "
            "it are the speaker’s, not the archive’s. A record of a statement says that it is "
            "reported, not that it is true."
        ),
        "about-dates": "Dates",
        "about-dates-text": (
            "The date of an event and the date of a report are kept apart. A record can say "
            "whether a source states the date or the editor inferred it, and no day is made up "
            "where only a month or a year is known. What is uncertain is marked so in words, and "
            "in the time line by dashes."
        ),
        "about-titles": "Titles",
        "about-titles-text": (
            "Titles are meant to be neutral. Where the headline of a source takes a side, the "
            "archive supplies a title of its own and keeps the headline, untouched, further "
            "down; that is done for every side. A term that a court or an international body has "
            "established may be used, and the body is named."
        ),
        "about-withheld": "Names withheld",
        "about-withheld-text": (
            "The names of minors are never recorded. Other names may be withheld too. A label "
            "then stands in place of the name. A notice can say what is held back, why, and who "
            "decided it."
        ),
        "about-advisories": "Advisories",
        "about-advisories-text": (
            "A line above the title of a record can say that it tells of violence or death, or "
            "that what it tells of is contested. It describes the content and lays no blame."
        ),
        "about-corrections": "Corrections",
        "about-corrections-text": (
            "Records are corrected in the open. The history at the foot of a record says which "
            "parts changed and when, and not what was taken out. A record that is withdrawn "
            "leaves a page that says so."
        ),
        "about-reuse": "For programs",
        "about-reuse-text": (
            "Every page of an event carries its data in the terms of schema.org. The archive also "
            "gives out a calendar, a feed of changes where its address is known, and all "
            "published records as one file."
        ),
    },
    "site-role": {
        "author": "author",
        "composer": "composer",
        "translator": "translator",
        "arranger": "arranger",
        "director": "director",
    },
}
