"""Adopting somebody else's repository: what in it are records, and the settings that say so."""
