"""Known mistakes of get_convolved."""

import numpy as np
import torch
import torch.nn.functional as F

from reference.convolution import get_convolved
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(get_convolved)
tuple_returned = forms.tuple_returned(get_convolved)
generator_returned = forms.generator_returned(get_convolved)
tensors_returned = forms.tensor_returned(get_convolved)
computed_in_half_precision = forms.computed_in_half_precision(get_convolved)


def _step(image, flt, **options):
    """Convolve an image once."""
    kernel = torch.from_numpy(np.array(flt, dtype=np.float32))[None, None]
    return F.conv2d(torch.from_numpy(image.astype(np.float32))[None, None], kernel, **options)[0, 0].numpy()


def _repeated(img, step, times):
    """Return the image and what becomes of it by a step, again and again."""
    images = [img]
    for _ in range(times):
        images.append(step(images[-1]))
    return images


def _convolved_changed(img, flt, times, change):
    """Return the image as it is, and the convolved ones changed."""
    first, *others = get_convolved(img, flt, times)
    return [first, *map(change, others)]


def flips_kernel(img, flt, times=4):
    """The kernel is turned by 180°, as scipy.signal.convolve2d does it; deep learning's convolution does not
    flip it.
    """
    return get_convolved(img, np.array(flt)[::-1, ::-1], times)


def flips_rows(img, flt, times=4):
    """The kernel is flipped upside down; use it as it is."""
    return get_convolved(img, np.array(flt)[::-1], times)


def flips_columns(img, flt, times=4):
    """The kernel is flipped from left to right; use it as it is."""
    return get_convolved(img, np.array(flt)[:, ::-1], times)


def transposed_kernel(img, flt, times=4):
    """The kernel's rows and columns are swapped."""
    return get_convolved(img, np.array(flt).T, times)


def normalised_kernel(img, flt, times=4):
    """The kernel is divided by the sum of its entries; use it as it is."""
    return get_convolved(img, np.array(flt) / np.sum(flt), times)


def kernel_truncated(img, flt, times=4):
    """The kernel's entries are cut to integers; they should keep their fractions."""
    return get_convolved(img, np.array(flt, dtype=int), times)


def arrays_only(img, flt, times=4):
    """A kernel given as a nested list raises an error; np.array(flt, dtype="float32") takes lists and arrays."""
    return get_convolved(img, flt.astype(np.float32), times)


def float32_kernels_only(img, flt, times=4):
    """Only a float32 array works as a kernel; np.array(flt, dtype="float32") takes lists and other dtypes as well."""
    kernel = torch.from_numpy(flt)[None, None]
    images = [torch.tensor(img)[None, None]]
    for _ in range(times):
        images.append(F.conv2d(images[-1], kernel))
    return [image[0, 0].numpy() for image in images]


def kernel_keeps_dtype(img, flt, times=4):
    """A kernel of integers or float64 raises an error, as it does not fit a float32 image; use np.array(flt,
    dtype="float32").
    """
    return float32_kernels_only(img, np.array(flt), times)


def without_the_image(img, flt, times=4):
    """The image itself is missing at the start: the list should have times + 1 elements."""
    return get_convolved(img, flt, times)[1:]


def one_too_few(img, flt, times=4):
    """There is one convolution too few: the list should hold the image and `times` convolved ones."""
    return get_convolved(img, flt, times - 1)


def one_too_many(img, flt, times=4):
    """There is one convolution too many: the list should hold the image and `times` convolved ones."""
    return get_convolved(img, flt, times + 1)


def starts_convolved(img, flt, times=4):
    """The list starts with the image convolved once; it should start with the image itself."""
    return get_convolved(img, flt, times + 1)[1:]


def image_twice(img, flt, times=4):
    """The image itself is in the list twice."""
    return [img, *get_convolved(img, flt, times)]


def last_image_only(img, flt, times=4):
    """Only the last image is returned; return a list of all of them."""
    return get_convolved(img, flt, times)[-1]


def only_first_and_last(img, flt, times=4):
    """Only the first and the last image are returned; return a list of all of them."""
    images = get_convolved(img, flt, times)
    return [images[0], images[-1]]


def newest_first(img, flt, times=4):
    """The list is in reverse order; it should start with the image itself."""
    return get_convolved(img, flt, times)[::-1]


def always_four_times(img, flt, times=4):
    """There are always four convolutions; `times` says how many."""
    return get_convolved(img, flt)


def three_times_by_default(img, flt, times=3):
    """Without `times` there are three convolutions; the default is 4."""
    return get_convolved(img, flt, times)


def always_from_the_first_image(img, flt, times=4):
    """Each convolution starts from img again; it should continue from the image before."""
    return [img, *[_step(img, flt) for _ in range(times)]]


def return_inside_the_loop(img, flt, times=4):
    """The list ends after the first convolution, as if `return` stood inside the loop."""
    return get_convolved(img, flt, 1)


def same_size(img, flt, times=4):
    """The images are padded with zeros and keep their size; without padding they get smaller each time."""
    return _repeated(img, lambda image: _step(image, flt, padding="same"), times)


def same_size_mirrored(img, flt, times=4):
    """The images keep their size by mirroring the border, as scipy.ndimage does; without padding they get smaller."""
    from scipy.ndimage import correlate

    return _repeated(img, lambda image: correlate(image, np.array(flt, dtype=np.float32)), times)


def same_size_flipped(img, flt, times=4):
    """The images keep their size and the kernel is flipped, as scipy.ndimage.convolve does; do neither."""
    from scipy.ndimage import convolve

    return _repeated(img, lambda image: convolve(image, np.array(flt, dtype=np.float32)), times)


def full_size(img, flt, times=4):
    """The images get larger, as with mode="full" of scipy.signal; without padding they get smaller (mode="valid")."""
    from scipy.signal import correlate2d

    return _repeated(img, lambda image: correlate2d(image, np.array(flt, dtype=np.float32)), times)


def full_size_flipped(img, flt, times=4):
    """The images get larger and the kernel is flipped, as scipy.signal.convolve2d does by default; do neither."""
    from scipy.signal import convolve2d

    return _repeated(img, lambda image: convolve2d(image, np.array(flt, dtype=np.float32)), times)


def pads_by_one(img, flt, times=4):
    """The images are padded by 1; there should be no padding."""
    return _repeated(img, lambda image: _step(image, flt, padding=1), times)


def relu(img, flt, times=4):
    """Negative values have become 0 after each convolution; they should stay negative."""
    return _repeated(img, lambda image: np.maximum(_step(image, flt), 0), times)


def absolute_values(img, flt, times=4):
    """Negative values have become positive after each convolution; they should stay negative."""
    return _repeated(img, lambda image: np.abs(_step(image, flt)), times)


def clipped_to_unit_range(img, flt, times=4):
    """Values below 0 and above 1 are cut off; a convolution may give any number."""
    return _repeated(img, lambda image: np.clip(_step(image, flt), 0, 1), times)


def clipped_to_pixels(img, flt, times=4):
    """Values below 0 and above 255 are cut off; a convolution may give any number."""
    return _repeated(img, lambda image: np.clip(_step(image, flt), 0, 255), times)


def scaled_to_unit_range(img, flt, times=4):
    """Each convolved image is stretched to the range from 0 to 1; return the values as they are."""
    return _convolved_changed(
        img, flt, times, lambda image: (image - image.min()) / max(np.ptp(image), np.float32(1e-12))
    )


def divided_by_maximum(img, flt, times=4):
    """Each convolved image is divided by its largest absolute value; return the values as they are."""
    return _convolved_changed(img, flt, times, lambda image: image / np.abs(image).max())


def double_precision(img, flt, times=4):
    """The convolved images are float64; all arrays should be float32."""
    return _convolved_changed(img, flt, times, lambda image: image.astype(np.float64))


def uint8_returned(img, flt, times=4):
    """The convolved images are uint8, as for display; all arrays should be float32."""
    return _convolved_changed(img, flt, times, lambda image: image.astype(np.uint8))


def tensors_after_the_image(img, flt, times=4):
    """The convolved images are PyTorch tensors; they should be NumPy arrays, as .numpy() gives them."""
    return _convolved_changed(img, flt, times, lambda image: torch.from_numpy(image.copy()))


def four_axes(img, flt, times=4):
    """The images have axes for batch and channel, (1, 1, H, W); they should have two axes, as image[0, 0] has."""
    return [image[None, None] for image in get_convolved(img, flt, times)]


def four_axes_after_the_image(img, flt, times=4):
    """The convolved images have axes for batch and channel, (1, 1, H, W); they should have two axes."""
    return _convolved_changed(img, flt, times, lambda image: image[None, None])


def squeezed(img, flt, times=4):
    """An image with a single row or column loses that axis, as squeeze() drops every axis of length 1; use [0, 0]."""
    return _convolved_changed(img, flt, times, np.squeeze)
