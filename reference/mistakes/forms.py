"""Wrong forms that a result can take in many exercises: each wraps a right function and spoils what it returns.

A wrapper's docstring is the sentence for the student, so it describes what the answers show, whatever led to them.
"""

import functools
import inspect

import numpy as np


def _then(function, change):
    """Return the function with its result changed."""

    @functools.wraps(function)
    def changed(*arguments, **options):
        return change(function(*arguments, **options))

    return changed


def _each(function, change):
    """Return the function with every number and array in its result changed, inside lists and tuples too."""

    def inside(value):
        if isinstance(value, (list, tuple)):
            return type(value)(map(inside, value))
        return value if isinstance(value, str) else change(value)

    return _then(function, inside)


def nothing_returned(function):
    """The function returns None; whatever it computes or prints, it should return the result."""
    return _then(function, lambda result: None)


def list_returned(function):
    """The result is a list; it should be a NumPy array."""
    return _then(function, lambda result: result.tolist() if hasattr(result, "tolist") else list(result))


def tensor_returned(function):
    """The result is a PyTorch tensor; it should be a NumPy array."""

    def convert(result):
        import torch  # only where it is asked for: exercises of NumPy alone do without

        return torch.from_numpy(np.array(result))

    return _each(function, convert)


def array_returned(function):
    """The result is a NumPy array; it should be a PyTorch tensor."""
    return _then(function, lambda result: result.detach().numpy())


def double_precision(function):
    """The result is float64; it should be float32."""
    return _each(function, lambda result: result.astype(np.float64))


def single_precision(function):
    """The result is float32; it should be float64."""
    return _each(function, lambda result: result.astype(np.float32))


def integers(function):
    """The result has an integer dtype, which cuts off all decimal places; return floats."""
    return _each(function, lambda result: result.astype(int))


def truncated(function):
    """The values have lost their decimal places, as if they had been cut to integers on the way; keep them floats."""
    return _each(function, np.trunc)


def rounded(function, decimals=2):
    """The values are rounded; return them with all their digits."""
    return _each(function, lambda result: np.round(result, decimals))


def negated(function):
    """Every value has the wrong sign."""
    return _each(function, lambda result: -result)


def absolute_values(function):
    """Values that should be negative are positive; keep their sign."""
    return _each(function, abs)


def scaled_to_unit_range(function):
    """The result is stretched to the range from 0 to 1, as for display; return the values as they are."""

    def stretch(result):
        low, high = result.min(), result.max()
        return (result - low) / max(high - low, 1e-12)

    return _each(function, stretch)


def percent(function):
    """The result is in percent; it should be a fraction between 0 and 1."""
    return _each(function, lambda result: 100 * result)


def two_axes_added(function):
    """The result has two extra axes in front, for batch and channel, as conv_2d takes them; leave them out."""
    return _then(function, lambda result: result[None, None])


def first_answer_kept(function):
    """A second call with inputs of the same shape returns the first call's result again; return a new one each time."""
    kept = {}
    signature = inspect.signature(function)

    @functools.wraps(function)
    def remembering(*arguments, **options):
        bound = signature.bind(*arguments, **options)
        bound.apply_defaults()
        key = tuple((getattr(a, "shape", a), getattr(a, "dtype", None)) for a in bound.arguments.values())
        if key not in kept:
            kept[key] = function(*arguments, **options)
        return kept[key]

    return remembering
