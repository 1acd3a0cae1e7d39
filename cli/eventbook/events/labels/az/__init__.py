"""Azerbaijani."""

from eventbook.events.labels.az import forms, history, page, site, vocabulary

TABLES = (vocabulary.WORDS, page.WORDS, forms.WORDS, site.WORDS, history.WORDS)
