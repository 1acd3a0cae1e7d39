"""YAML text and the values it holds: the restricted loader, positions, emitting."""
