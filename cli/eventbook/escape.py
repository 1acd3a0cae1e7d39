"""Escaping text from records for places where characters act: terminals, workflow logs, CSV."""
