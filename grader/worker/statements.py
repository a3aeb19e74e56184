"""Say what is wrong with a student's value when the kit's own code fails on it."""

from collections.abc import Iterator
from contextlib import contextmanager


class Statement(Exception):
    """What is wrong with a student's value, in the kit's words."""


@contextmanager
def about(words: str) -> Iterator[None]:
    """Turn an exception in the kit's own code into a statement, with the exception as its cause."""
    try:
        yield
    except Exception as error:
        raise Statement(words) from error
