"""Findings, tables and changes as text for a terminal or a program: one file a format."""
