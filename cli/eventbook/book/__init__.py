"""The repository: settings, layout, walking, git, facts, and the sole writer of records."""
