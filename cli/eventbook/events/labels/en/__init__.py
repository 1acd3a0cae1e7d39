"""English, the language that others fall back to."""

from eventbook.events.labels.en import forms, history, page, site, vocabulary

TABLES = (vocabulary.WORDS, page.WORDS, forms.WORDS, site.WORDS, history.WORDS)
