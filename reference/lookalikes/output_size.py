"""Other code with the answers of known mistakes of output_size."""


def _fits(size, span):
    if size < span:
        raise ValueError("too large a kernel")


def dilation_ignored(size, kernel, stride=1, padding=0, dilation=1):
    """Counts the starts of windows one by one, without the dilation."""
    ends = range(kernel, size + 2 * padding + 1, stride)
    if not ends:
        raise ValueError("no window fits")
    return len(ends)
