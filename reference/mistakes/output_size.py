"""Known mistakes of output_size."""

from reference.convolution import output_size
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(output_size)


def _way(size, kernel, padding, dilation):
    """Return how far the kernel can slide; it does not fit where that is negative."""
    return size + 2 * padding - dilation * (kernel - 1) - 1


def _positions(way, stride):
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1


def dilation_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """The dilation has no effect: a dilated kernel covers dilation * (kernel - 1) + 1 entries."""
    return _positions(_way(size, kernel, padding, 1), stride)


def dilation_times_kernel(size, kernel, stride=1, padding=0, dilation=1):
    """A dilated kernel counts as dilation * kernel long; it covers only dilation * (kernel - 1) + 1 entries."""
    return _positions(size + 2 * padding - dilation * kernel, stride)


def padding_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """The padding has no effect: it adds entries on both sides of the input."""
    return _positions(_way(size, kernel, 0, dilation), stride)


def padding_once(size, kernel, stride=1, padding=0, dilation=1):
    """The padding is counted once; it adds entries on both sides: 2 * padding."""
    return _positions(_way(size + padding, kernel, 0, dilation), stride)


def stride_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """The stride has no effect: divide the distance that the kernel can slide by it."""
    return _positions(_way(size, kernel, padding, dilation), 1)


def stride_and_dilation_swapped(size, kernel, stride=1, padding=0, dilation=1):
    """Stride and dilation are swapped: the stride moves the window, the dilation spreads the kernel."""
    return _positions(_way(size, kernel, padding, stride), dilation)


def one_missing(size, kernel, stride=1, padding=0, dilation=1):
    """The result is one too small, for example because the 1 after the division is missing: a kernel that fits exactly
    has one position.
    """
    return output_size(size, kernel, stride, padding, dilation) - 1


def one_inside_the_division(size, kernel, stride=1, padding=0, dilation=1):
    """The number of positions at stride 1 is divided by the stride, as when 1 is added before the division; divide
    the distance that the kernel can slide, then add 1.
    """
    output_size(size, kernel, stride, padding, dilation)
    return (_way(size, kernel, padding, dilation) + 1) // stride


def extent_one_too_small(size, kernel, stride=1, padding=0, dilation=1):
    """The kernel slides one entry too far, as if it were dilation * (kernel - 1) entries long; it is one entry
    longer.
    """
    return _positions(_way(size, kernel, padding, dilation) + 1, stride)


def rounded_up(size, kernel, stride=1, padding=0, dilation=1):
    """A window that sticks out at the end is counted, as when the division is rounded up; round down with //."""
    output_size(size, kernel, stride, padding, dilation)
    return -(-_way(size, kernel, padding, dilation) // stride) + 1


def float_returned(size, kernel, stride=1, padding=0, dilation=1):
    """The result is a float, as division with / gives it; return an int, divided with //."""
    output_size(size, kernel, stride, padding, dilation)
    return _way(size, kernel, padding, dilation) / stride + 1


def no_error(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that does not fit gives a number of 0 or less; it should raise ValueError."""
    return _way(size, kernel, padding, dilation) // stride + 1


def zero_if_too_large(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that does not fit gives 0; it should raise ValueError."""
    return max(0, no_error(size, kernel, stride, padding, dilation))


def none_if_too_large(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that does not fit gives None; it should raise ValueError."""
    way = _way(size, kernel, padding, dilation)
    return None if way < 0 else way // stride + 1


def asserts(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that does not fit raises AssertionError, as `assert` does; raise ValueError instead."""
    way = _way(size, kernel, padding, dilation)
    assert way >= 0
    return way // stride + 1


def error_below_zero_only(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that just does not fit gives 0; ValueError is raised only for results below 0, but 0 means it does not
    fit.
    """
    count = no_error(size, kernel, stride, padding, dilation)
    if count < 0:
        raise ValueError("the kernel does not fit")
    return count


def error_without_padding(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that fits only thanks to the padding is refused; compare it with the padded input."""
    if dilation * (kernel - 1) + 1 > size:
        raise ValueError("the kernel does not fit")
    return output_size(size, kernel, stride, padding, dilation)


def error_without_dilation(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that is too large only because of its dilation is not refused; compare the dilated kernel."""
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return no_error(size, kernel, stride, padding, dilation)


def exact_fit_refused(size, kernel, stride=1, padding=0, dilation=1):
    """A kernel that fits exactly is refused; it has one position."""
    if _way(size, kernel, padding, dilation) <= 0:
        raise ValueError("the kernel does not fit")
    return output_size(size, kernel, stride, padding, dilation)
