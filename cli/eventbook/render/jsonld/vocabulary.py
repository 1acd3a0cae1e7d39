"""What the words of the event model are in schema.org: types and properties."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

EVENT_TYPES: Final = MappingProxyType(
    {
        "concert": "MusicEvent",
        "reading": "LiteraryEvent",
        "exhibition": "ExhibitionEvent",
        "screening": "ScreeningEvent",
        "lecture": "EducationEvent",
        "conference": "ConferenceEvent",
        "festival": "Festival",
        "sports": "SportsEvent",
        "series": "EventSeries",
    }
)
"""Of events; any other is an `Event` whose `additionalType` is the record's word."""

ITEM_TYPES: Final = MappingProxyType(
    {
        "lecture": "EducationEvent",
        "talk": "EducationEvent",
        "workshop": "EducationEvent",
        "reading": "LiteraryEvent",
        "screening": "ScreeningEvent",
        "exhibition": "ExhibitionEvent",
    }
)
"""Of the items of a programme; any other is an `Event`, music a `MusicEvent`."""

STATUS: Final = MappingProxyType(
    {
        "scheduled": "https://schema.org/EventScheduled",
        "held": "https://schema.org/EventScheduled",
        "cancelled": "https://schema.org/EventCancelled",
        "postponed": "https://schema.org/EventPostponed",
        "rescheduled": "https://schema.org/EventRescheduled",
    }
)
ATTENDANCE: Final = MappingProxyType(
    {
        "onsite": "https://schema.org/OfflineEventAttendanceMode",
        "online": "https://schema.org/OnlineEventAttendanceMode",
        "mixed": "https://schema.org/MixedEventAttendanceMode",
    }
)

ORGANISERS: Final = MappingProxyType(
    {
        "organiser": "organizer",
        "co-organiser": "organizer",
        "host": "organizer",
        "sponsor": "sponsor",
    }
)
"""What an organiser's role is a property of; any other role is a `contributor`'s."""

PARTICIPANTS: Final = MappingProxyType(
    {
        "speaker": "performer",
        "panellist": "performer",
        "presenter": "performer",
        "performer": "performer",
        "conductor": "performer",
        "soloist": "performer",
        "reader": "performer",
        "translator": "translator",
        "guest-of-honour": "attendee",
        "attendee": "attendee",
    }
)
"""The same of a participant's roles."""

SAID_BY_THE_PROPERTY: Final = frozenset({"organiser", "sponsor", "performer", "attendee"})
"""Roles that need no words beside the property."""

SOURCE_TYPES: Final = MappingProxyType(
    {
        "press-release": "Article",
        "news-report": "NewsArticle",
        "web-page": "WebPage",
        "poster": "Poster",
        "photograph": "Photograph",
        "archive-record": "ArchiveComponent",
        "book": "Book",
        "social-media": "SocialMediaPosting",
    }
)
"""Of sources; any other is a `CreativeWork`. Each has the record's word as `additionalType`."""

WORK_TYPES: Final = MappingProxyType(
    {
        "book": "Book",
        "play": "Play",
        "musical-composition": "MusicComposition",
        "song": "MusicComposition",
        "opera": "MusicComposition",
        "film": "Movie",
        "photograph": "Photograph",
        "painting": "Painting",
        "sculpture": "Sculpture",
        "artwork": "VisualArtwork",
    }
)
"""Of works; any other is a `CreativeWork` whose `additionalType` is the record's word."""

MEDIA_TYPES: Final = MappingProxyType(
    {
        "image": "ImageObject",
        "audio": "AudioObject",
        "video": "VideoObject",
        "document": "DigitalDocument",
    }
)
"""Of media; any other is a `MediaObject`."""

WIDER_PLACES: Final = MappingProxyType(
    {"city": "City", "region": "AdministrativeArea", "country": "Country"}
)
"""Of what coordinates as coarse as that are of: they are not the place's own."""
