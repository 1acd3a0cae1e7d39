"""Other people's records into ours: readers of formats, mappings of fields, and the plan."""
