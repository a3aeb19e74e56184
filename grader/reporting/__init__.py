"""Publishes the results of a class: a static site for instructors, and feedback for each student."""
