"""Check one's own files: under pytest, in a watch, or as a snippet."""
