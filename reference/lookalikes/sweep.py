"""Other code with the answers of known mistakes of sweep."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import fftconvolve

from reference.filters import sweep


def _mirrored(img, make_kernel, values):
    """Return the sums over all windows of the image padded with its own mirror image, for each value."""
    frames = []
    for kernel in map(make_kernel, values):
        padded = np.pad(img.astype(float), len(kernel) // 2, mode="symmetric")
        frames.append(np.tensordot(sliding_window_view(padded, kernel.shape), kernel, 2))
    return np.array(frames, dtype=np.float32)


def list_returned(img, make_kernel, values):
    """Appends to a list, one sweep of a single value after the other."""
    frames = []
    for value in values:
        frames.extend(sweep(img, make_kernel, [value]))
    return frames


def kernel_flipped(img, make_kernel, values):
    """Multiplies Fourier transforms."""
    return np.float32([fftconvolve(img.astype(float), make_kernel(value), mode="same") for value in values])


def border_reflected(img, make_kernel, values):
    """Pads the image with its own mirror image."""
    return _mirrored(img, make_kernel, values)


def border_reflected_and_kernel_flipped(img, make_kernel, values):
    """Pads the image with its own mirror image, and reads the kernel backwards."""
    return _mirrored(img, lambda value: make_kernel(value)[::-1, ::-1], values)


def frames_too_large(img, make_kernel, values):
    """Pads the image before the sweep, which pads it once more."""
    return sweep(np.pad(img, len(make_kernel(values[0])) // 2), make_kernel, values)


def frames_too_small(img, make_kernel, values):
    """Cuts off where the kernel reaches beyond the image."""
    half = len(make_kernel(values[0])) // 2
    rows, columns = img.shape
    return sweep(img, make_kernel, values)[:, half : rows - half, half : columns - half]


def first_kernel_for_all(img, make_kernel, values):
    """Repeats the first frame."""
    return np.repeat(sweep(img, make_kernel, values[:1]), len(values), axis=0)


def last_frame_only(img, make_kernel, values):
    """Writes every frame over the one before."""
    frame = np.empty_like(img)
    for value in values:
        frame[:] = sweep(img, make_kernel, [value])[0]
    return frame


def return_inside_the_loop(img, make_kernel, values):
    """Ends the loop too early."""
    frames = []
    for value in values:
        frames.append(sweep(img, make_kernel, [value])[0])
        break
    return np.array(frames)


def each_frame_from_the_one_before(img, make_kernel, values):
    """Calls itself with its own first frame as the image."""
    first = sweep(img, make_kernel, values[:1])
    rest = values[1:]
    return np.vstack([first, each_frame_from_the_one_before(first[0], make_kernel, rest)]) if rest else first


def indices_instead_of_values(img, make_kernel, values):
    """Converts the values to radians."""
    return sweep(img, make_kernel, np.radians(values))


def frames_on_the_last_axis(img, make_kernel, values):
    """Fills a picture that has the frames as channels."""
    frames = np.zeros((*img.shape, len(values)), np.float32)
    for i, value in enumerate(values):
        frames[..., i] = sweep(img, make_kernel, [value])[0]
    return frames
