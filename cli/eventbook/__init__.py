"""eventbook: event records in a git repository, one YAML file an event."""

__version__ = "0.1.0"
