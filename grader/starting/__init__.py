"""The course that `grader new` writes: its files are in the folder `course`."""
