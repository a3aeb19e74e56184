"""Grades submissions on platforms that run an instructor's program for each of them."""
