"""Say what is wrong with a student's value, where our own code fails on it and none of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager


class Statement(Exception):
    """What a student's value lacks, in our words."""


@contextmanager
def about(words: str) -> Iterator[None]:
    """Turn what fails here, which is code of ours, into a statement; the failure itself stays its cause."""
    try:
        yield
    except Exception as error:
        raise Statement(words) from error
