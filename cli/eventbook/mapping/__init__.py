"""Running the map over a book's files: here, in several processes, or not at all where it is known.

The map itself is `check.Checker.map_file`, or `book.records.records_in` where nothing is judged.
"""
