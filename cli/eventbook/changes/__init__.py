"""What changed between two values or two books: matching and comparing."""
