"""Isolate the processes that run student code."""
