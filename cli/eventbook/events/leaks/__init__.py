"""Names that must occur nowhere: read from a list, found in texts and paths, told as findings.

Nothing here puts a name, or a text around one, into what it returns: positions and the number of
a line in the list are all that is told.
"""
