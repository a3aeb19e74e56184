"""Known mistakes of get_convolved."""

import numpy as np
import torch
import torch.nn.functional as F

from reference.convolution import get_convolved
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(get_convolved)


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


def transposed_kernel(img, flt, times=4):
    """The kernel's rows and columns are swapped."""
    return get_convolved(img, np.array(flt).T, times)


def kernel_truncated(img, flt, times=4):
    """The kernel's entries are cut to integers; they should keep their fractions."""
    return get_convolved(img, np.array(flt, dtype=int), times)


def arrays_only(img, flt, times=4):
    """A kernel given as a nested list raises an error; np.array(flt, dtype="float32") takes lists and arrays."""
    return get_convolved(img, flt.astype(np.float32), times)


def kernel_keeps_dtype(img, flt, times=4):
    """A kernel of integers or float64 raises an error, as it does not fit a float32 image; use np.array(flt,
    dtype="float32").
    """
    kernel = torch.from_numpy(np.array(flt))[None, None]
    images = [torch.tensor(img)[None, None]]
    for _ in range(times):
        images.append(F.conv2d(images[-1], kernel))
    return [image[0, 0].numpy() for image in images]


def without_the_image(img, flt, times=4):
    """The image itself is missing at the start: the list should have times + 1 elements."""
    return get_convolved(img, flt, times)[1:]


def one_too_few(img, flt, times=4):
    """The list has one convolved image too few: it should hold the image and `times` convolved ones."""
    return get_convolved(img, flt, times - 1)


def one_too_many(img, flt, times=4):
    """The list has one convolved image too many: it should hold the image and `times` convolved ones."""
    return get_convolved(img, flt, times + 1)


def last_image_only(img, flt, times=4):
    """Only the last image is returned; return a list of all of them."""
    return get_convolved(img, flt, times)[-1]


def always_from_the_first_image(img, flt, times=4):
    """All convolved images are the same, as if each convolution started from img again; it should continue from the
    image before.
    """
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


def full_size_flipped(img, flt, times=4):
    """The images get larger and the kernel is flipped, as scipy.signal.convolve2d does by default; do neither."""
    from scipy.signal import convolve2d

    return _repeated(img, lambda image: convolve2d(image, np.array(flt, dtype=np.float32)), times)


def relu(img, flt, times=4):
    """Negative values have become 0 after each convolution; they should stay negative."""
    return _repeated(img, lambda image: np.maximum(_step(image, flt), 0), times)


def clipped_to_unit_range(img, flt, times=4):
    """Values below 0 and above 1 are cut off; a convolution may give any number."""
    return _repeated(img, lambda image: np.clip(_step(image, flt), 0, 1), times)


def double_precision(img, flt, times=4):
    """The convolved images are float64; all arrays should be float32."""
    return _convolved_changed(img, flt, times, lambda image: image.astype(np.float64))


def tensors_returned(img, flt, times=4):
    """The images are PyTorch tensors; they should be NumPy arrays."""
    return [torch.from_numpy(image.copy()) for image in get_convolved(img, flt, times)]


def tensors_after_the_image(img, flt, times=4):
    """The convolved images are PyTorch tensors; they should be NumPy arrays, as .numpy() gives them."""
    return _convolved_changed(img, flt, times, lambda image: torch.from_numpy(image.copy()))


def four_axes_after_the_image(img, flt, times=4):
    """The convolved images have axes for batch and channel, (1, 1, H, W); they should have two axes."""
    return _convolved_changed(img, flt, times, lambda image: image[None, None])
