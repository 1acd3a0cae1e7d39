"""Writing records: one way to do it, all files of a change or none, whatever breaks off."""
