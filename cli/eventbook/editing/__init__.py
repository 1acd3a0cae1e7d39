"""Plans of change: what to write, before anything is written."""
