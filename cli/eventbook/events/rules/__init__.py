"""The rules of the event model: one file a rule, registered here."""
