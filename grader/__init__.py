"""Judge submissions of a course of exercises without ever running them in the judging process."""
