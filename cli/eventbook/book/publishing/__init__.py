"""A folder of made files: whole at any time, written where it changed, beside files of others."""
