"""The event model: its rules, words and labels."""
