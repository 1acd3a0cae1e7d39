"""The commands: one module a subcommand, each with run(...) -> int; glue, no logic."""
