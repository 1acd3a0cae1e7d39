"""Records as pages and texts that people read: one file a target."""
