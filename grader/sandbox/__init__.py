"""Isolate the worker processes, which run student code."""
