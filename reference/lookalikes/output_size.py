"""Other code with the answers of known mistakes of output_size."""


def _starts(size, kernel, stride, padding, dilation):
    """Return where windows start; an empty range if the kernel does not fit."""
    return range(0, size + 2 * padding - (kernel + (kernel - 1) * (dilation - 1)) + 1, stride)


def _count(starts):
    """Return how many starts there are, at least one."""
    if not starts:
        raise ValueError("no window fits")
    return len(starts)


def nothing_returned(size, kernel, stride=1, padding=0, dilation=1):
    """Returns what print() returns."""
    return print(_count(_starts(size, kernel, stride, padding, dilation)))


def dilation_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """Counts the starts of windows one by one, without the dilation."""
    ends = range(kernel, size + 2 * padding + 1, stride)
    if not ends:
        raise ValueError("no window fits")
    return len(ends)


def dilation_times_kernel(size, kernel, stride=1, padding=0, dilation=1):
    """Lays out the dilated kernel in a list, with a gap after its last entry too."""
    taps = []
    for _ in range(kernel):
        taps += [1] + [0] * (dilation - 1)
    return _count(range(len(taps), size + 2 * padding + 1, stride))


def padding_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """Lets only the entries of the input be starts and ends of windows."""
    reach = dilation * (kernel - 1)
    return _count([start for start in range(0, size, stride) if start + reach < size])


def padding_once(size, kernel, stride=1, padding=0, dilation=1):
    """Lays out the input with zeros in front of it only."""
    entries = [0] * padding + [1] * size
    return _count(entries[dilation * (kernel - 1) :: stride])


def stride_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """Moves the window on by one until it sticks out."""
    count = 0
    while count + dilation * (kernel - 1) < size + 2 * padding:
        count += 1
    if count == 0:
        raise ValueError("no window fits")
    return count


def stride_and_dilation_swapped(size, kernel, dilation=1, padding=0, stride=1):
    """Calls the distance of the windows dilation and that of the kernel's entries stride."""
    return _count(range(stride * (kernel - 1), size + 2 * padding, dilation))


def one_missing(size, kernel, stride=1, padding=0, dilation=1):
    """Counts how often the window can move, not where it can be."""
    starts = _starts(size, kernel, stride, padding, dilation)
    _count(starts)
    return len(starts[1:])


def one_inside_the_division(size, kernel, stride=1, padding=0, dilation=1):
    """Counts the windows for stride 1 and takes whole groups of them."""
    dense = list(_starts(size, kernel, 1, padding, dilation))
    _count(dense)
    return len(dense[stride - 1 :: stride])


def extent_one_too_small(size, kernel, stride=1, padding=0, dilation=1):
    """Lets a window end one entry after the padded input, by <= for <."""
    ends = range(dilation * (kernel - 1), size + 2 * padding + stride, stride)
    return _count([end for end in ends if end <= size + 2 * padding])


def rounded_up(size, kernel, stride=1, padding=0, dilation=1):
    """Moves the window on until it reaches or passes the end."""
    end, count = dilation * (kernel - 1) + 1, 1
    if end > size + 2 * padding:
        raise ValueError("no window fits")
    while end < size + 2 * padding:
        end += stride
        count += 1
    return count


def float_returned(size, kernel, stride=1, padding=0, dilation=1):
    """Multiplies by the reciprocal of the stride."""
    dense = _count(_starts(size, kernel, 1, padding, dilation))
    return 1.0 + (dense - 1) * stride**-1


def no_error(size, kernel, stride=1, padding=0, dilation=1):
    """Moves the window on, or back as long as it sticks out."""
    end, count = size + 2 * padding - dilation * (kernel - 1), 0
    while end > 0:
        end, count = end - stride, count + 1
    while end <= -stride:
        end, count = end + stride, count - 1
    return count


def zero_if_too_large(size, kernel, stride=1, padding=0, dilation=1):
    """Counts the starts of windows, of which there may be none."""
    return len(_starts(size, kernel, stride, padding, dilation))


def none_if_too_large(size, kernel, stride=1, padding=0, dilation=1):
    """Looks for the last start, and prints a warning if there is none."""
    starts = _starts(size, kernel, stride, padding, dilation)
    for start in reversed(starts):
        return start // stride + 1
    return print("the kernel does not fit")


def asserts(size, kernel, stride=1, padding=0, dilation=1):
    """Raises AssertionError by hand."""
    count = len(_starts(size, kernel, stride, padding, dilation))
    if count == 0:
        raise AssertionError("the kernel does not fit")
    return count


def error_below_zero_only(size, kernel, stride=1, padding=0, dilation=1):
    """Allows for a kernel that sticks out by less than a stride, or just as much."""
    starts = _starts(size, kernel, stride, padding, dilation)
    if starts.stop - 1 < -stride:
        raise ValueError("the kernel does not fit")
    return len(starts)


def error_without_padding(size, kernel, stride=1, padding=0, dilation=1):
    """Looks for the kernel's last entry in the input before it is padded."""
    entries = list(range(size))
    if not entries[dilation * (kernel - 1) :]:
        raise ValueError("no window fits")
    return len(_starts(size, kernel, stride, padding, dilation))


def error_without_dilation(size, kernel, stride=1, padding=0, dilation=1):
    """Requires a window for the kernel as it is, then counts windows of the dilated one."""
    _count(_starts(size, kernel, stride, padding, 1))
    return no_error(size, kernel, stride, padding, dilation)


def exact_fit_refused(size, kernel, stride=1, padding=0, dilation=1):
    """Requires room for a second window at stride 1."""
    if len(_starts(size, kernel, 1, padding, dilation)) < 2:
        raise ValueError("no window fits")
    return len(_starts(size, kernel, stride, padding, dilation))
