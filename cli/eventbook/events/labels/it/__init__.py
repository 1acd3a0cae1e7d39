"""Italian."""

from eventbook.events.labels.it import forms, history, page, site, vocabulary

TABLES = (vocabulary.WORDS, page.WORDS, forms.WORDS, site.WORDS, history.WORDS)
