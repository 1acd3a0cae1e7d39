"""Three-way merge of record files: values by what they are, comments by where they stand."""
