"""Check a student's files with pytest, `grader watch` or `grader show`."""
