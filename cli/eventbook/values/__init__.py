"""Kinds of text with rules of their own: EDTF dates, language tags, countries, zones, ids."""
