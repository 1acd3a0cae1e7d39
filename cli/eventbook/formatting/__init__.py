"""The canonical layout of records: keys in the schema's order, comments with their owners."""
