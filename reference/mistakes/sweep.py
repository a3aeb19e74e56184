"""Known mistakes of sweep."""

import numpy as np
from scipy.ndimage import convolve, correlate

from reference.filters import sweep
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(sweep)
tensor_returned = forms.tensor_returned(sweep)
double_precision = forms.double_precision(sweep)


def _frames(img, make_kernel, values, filtered):
    """Return a frame for each value, by a function of the image and the kernel."""
    exact = img.astype(np.float64)
    return np.stack([filtered(exact, make_kernel(value)) for value in values]).astype(np.float32)


def list_returned(img, make_kernel, values):
    """The result is a list of frames; stack them into one array."""
    return list(sweep(img, make_kernel, values))


def kernel_flipped(img, make_kernel, values):
    """The kernel is turned by 180°, as scipy.ndimage.convolve does it; use cross-correlation, which does not
    flip it.
    """
    return _frames(img, make_kernel, values, lambda image, kernel: convolve(image, kernel, mode="constant"))


def border_reflected(img, make_kernel, values):
    """The image is mirrored at its border, as scipy.ndimage does by default; use zero padding, mode="constant"."""
    return _frames(img, make_kernel, values, correlate)


def border_reflected_and_kernel_flipped(img, make_kernel, values):
    """The image is mirrored at its border and the kernel is flipped, as by scipy.ndimage.convolve; use zero padding and
    no flip.
    """
    return _frames(img, make_kernel, values, convolve)


def frames_too_large(img, make_kernel, values):
    """The frames are larger than the image, for example because scipy.signal makes them so by default; they should have
    its size, as with mode="same".
    """
    from scipy.signal import correlate2d

    return _frames(img, make_kernel, values, correlate2d)


def frames_too_small(img, make_kernel, values):
    """The frames are smaller than the image, as without padding; they should have its size."""
    from scipy.signal import correlate2d

    return _frames(img, make_kernel, values, lambda image, kernel: correlate2d(image, kernel, mode="valid"))


def first_kernel_for_all(img, make_kernel, values):
    """All frames are made with the first value's kernel; frame i needs make_kernel(values[i])."""
    return sweep(img, make_kernel, [values[0]] * len(values))


def last_frame_only(img, make_kernel, values):
    """Only the last value's frame is returned; stack all frames along a new first axis."""
    return sweep(img, make_kernel, values)[-1]


def return_inside_the_loop(img, make_kernel, values):
    """Only the first value's frame is in the result, as if `return` stood inside the loop."""
    return sweep(img, make_kernel, values[:1])


def each_frame_from_the_one_before(img, make_kernel, values):
    """Each frame is made from the frame before; every frame should be made from the image."""
    frames = []
    for value in values:
        img = correlate(img, make_kernel(value), mode="constant")
        frames.append(img)
    return np.stack(frames).astype(np.float32)


def indices_instead_of_values(img, make_kernel, values):
    """make_kernel is called with numbers that are not the values, such as their indices; call it with each value as it
    is.
    """
    return sweep(img, make_kernel, range(len(values)))


def frames_on_the_last_axis(img, make_kernel, values):
    """The frames are stacked along the last axis; stack them along the first."""
    return np.moveaxis(sweep(img, make_kernel, values), 0, -1)
