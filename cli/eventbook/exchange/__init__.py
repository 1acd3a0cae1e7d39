"""Other people's forms of an event: release texts, YAML and JSON in."""
