"""Finding records again: filters, sorting, columns."""
