"""Known mistakes of sweep."""

import numpy as np
from scipy.ndimage import convolve, correlate

from reference.filters import sweep
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(sweep)
list_returned_nested = forms.list_returned(sweep)
tensor_returned = forms.tensor_returned(sweep)
generator_returned = forms.generator_returned(sweep)
double_precision = forms.double_precision(sweep)
half_precision = forms.half_precision(sweep)
negated = forms.negated(sweep)
absolute_values = forms.absolute_values(sweep)
negative_values_cut = forms.negative_values_cut(sweep)


def _frames(img, make_kernel, values, filtered):
    """Return a frame for each value, by a function of the image and the kernel."""
    exact = img.astype(np.float64)
    return np.stack([filtered(exact, make_kernel(value)) for value in values]).astype(np.float32)


def _changed(img, make_kernel, values, change):
    return np.stack([change(frame) for frame in sweep(img, make_kernel, values)]).astype(np.float32)


def list_returned(img, make_kernel, values):
    """The result is a list of frames; stack them into one array."""
    return list(sweep(img, make_kernel, values))


def dictionary_returned(img, make_kernel, values):
    """The result is a dictionary from values to frames; stack the frames into one array."""
    return {str(value): frame for value, frame in zip(values, sweep(img, make_kernel, values), strict=True)}


def kernel_flipped(img, make_kernel, values):
    """The kernel is turned by 180°, as scipy.ndimage.convolve does it; use cross-correlation, which does not
    flip it.
    """
    return _frames(img, make_kernel, values, lambda image, kernel: convolve(image, kernel, mode="constant"))


def kernel_flipped_left_right(img, make_kernel, values):
    """The kernel is flipped from left to right; use it as it is."""
    return sweep(img, lambda value: make_kernel(value)[:, ::-1], values)


def kernel_transposed(img, make_kernel, values):
    """The kernel's rows and columns are swapped."""
    return sweep(img, lambda value: make_kernel(value).T, values)


def kernel_normalised(img, make_kernel, values):
    """Each kernel is divided by the sum of its absolute entries; use it as make_kernel returns it."""
    return sweep(img, lambda value: make_kernel(value) / np.abs(make_kernel(value)).sum(), values)


def border_reflected(img, make_kernel, values):
    """The image is mirrored at its border, as scipy.ndimage does by default; use zero padding, mode="constant"."""
    return _frames(img, make_kernel, values, correlate)


def border_reflected_and_kernel_flipped(img, make_kernel, values):
    """The image is mirrored at its border and the kernel is flipped, as by scipy.ndimage.convolve; use zero padding and
    no flip.
    """
    return _frames(img, make_kernel, values, convolve)


def border_repeated(img, make_kernel, values):
    """The pixels at the border are repeated outside; use zero padding."""
    return _frames(img, make_kernel, values, lambda image, kernel: correlate(image, kernel, mode="nearest"))


def border_wrapped(img, make_kernel, values):
    """The image continues on its opposite side, as in an FFT without padding; use zero padding."""
    return _frames(img, make_kernel, values, lambda image, kernel: correlate(image, kernel, mode="wrap"))


def border_left_zero(img, make_kernel, values):
    """The frames are 0 wherever the kernel sticks out of the image; with zero padding, what lies inside still
    counts.
    """

    def inner(image, kernel):
        frame, half = np.zeros(image.shape), len(kernel) // 2
        inside = slice(half, -half or None)
        frame[inside, inside] = correlate(image, kernel, mode="constant")[inside, inside]
        return frame

    return _frames(img, make_kernel, values, inner)


def frames_too_large(img, make_kernel, values):
    """The frames are larger than the image, as scipy.signal makes them by default; they should have its size
    (mode="same").
    """
    from scipy.signal import correlate2d

    return _frames(img, make_kernel, values, correlate2d)


def frames_too_small(img, make_kernel, values):
    """The frames are smaller than the image, as there is no padding; they should have its size."""
    from scipy.signal import correlate2d

    return _frames(img, make_kernel, values, lambda image, kernel: correlate2d(image, kernel, mode="valid"))


def first_kernel_for_all(img, make_kernel, values):
    """All frames are made with the first value's kernel; frame i needs make_kernel(values[i])."""
    return sweep(img, make_kernel, [values[0]] * len(values))


def last_frame_for_all(img, make_kernel, values):
    """All frames show the last value, as when one array is filled again and again; each frame needs its own array."""
    return sweep(img, make_kernel, [values[-1]] * len(values))


def last_frame_only(img, make_kernel, values):
    """Only the last value's frame is returned; stack all frames along a new first axis."""
    return sweep(img, make_kernel, values)[-1]


def return_inside_the_loop(img, make_kernel, values):
    """Only the first value's frame is in the result, as if `return` stood inside the loop."""
    return sweep(img, make_kernel, values[:1])


def last_value_missing(img, make_kernel, values):
    """The last value is left out; there should be one frame for each value."""
    return sweep(img, make_kernel, values[:-1])


def each_frame_from_the_one_before(img, make_kernel, values):
    """Each frame is made from the frame before; every frame should be made from the image."""
    frames = []
    for value in values:
        img = correlate(img, make_kernel(value), mode="constant")
        frames.append(img)
    return np.stack(frames).astype(np.float32)


def frames_in_reverse(img, make_kernel, values):
    """The frames are in reverse order; frame i belongs to values[i]."""
    return sweep(img, make_kernel, values)[::-1]


def indices_instead_of_values(img, make_kernel, values):
    """make_kernel is called with numbers that are not the values, such as their indices; call it with each value as it
    is.
    """
    return sweep(img, make_kernel, range(len(values)))


def values_truncated(img, make_kernel, values):
    """The values are cut to integers before make_kernel gets them; pass them as they are."""
    return sweep(img, lambda value: make_kernel(int(value)), values)


def all_values_at_once(img, make_kernel, values):
    """make_kernel is called with all values at once; call it once for each value."""
    return np.stack([correlate(img, kernel, mode="constant") for kernel in make_kernel(values)]).astype(np.float32)


def frames_on_the_last_axis(img, make_kernel, values):
    """The frames are stacked along the last axis; stack them along the first."""
    return np.moveaxis(sweep(img, make_kernel, values), 0, -1)


def frames_side_by_side(img, make_kernel, values):
    """The frames are joined side by side into one wide image; stack them along a new first axis."""
    return np.hstack(list(sweep(img, make_kernel, values)))


def frames_below_each_other(img, make_kernel, values):
    """The frames are joined below each other into one tall image; stack them along a new first axis."""
    return np.concatenate(list(sweep(img, make_kernel, values)))


def channel_axis_kept(img, make_kernel, values):
    """The frames have an extra axis of length 1 for the channel; the shape should be (number of values, rows,
    columns).
    """
    return sweep(img, make_kernel, values)[:, None]


def frames_scaled_to_unit_range(img, make_kernel, values):
    """Each frame is stretched to the range from 0 to 1, as for display; return the values as they are."""
    return _changed(img, make_kernel, values, lambda frame: (frame - frame.min()) / max(np.ptp(frame), 1e-9))


def pixels_of_uint8(img, make_kernel, values):
    """The frames are uint8 pixels; they should be float32, with their negative values."""
    return np.clip(sweep(img, make_kernel, values), 0, 255).astype(np.uint8)


def image_overwritten(img, make_kernel, values):
    """The image that is passed in is changed; leave it as it is and work on a copy."""
    frames = sweep(img, make_kernel, values)
    img[:] = frames[-1]
    return frames
