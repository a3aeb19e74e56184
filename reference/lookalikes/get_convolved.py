"""Other code with the answers of known mistakes of get_convolved."""

import numpy as np
import torch
from scipy.signal import correlate2d

from reference.convolution import conv_2d, get_convolved


def _valid(image, flt):
    """Correlate without padding."""
    return correlate2d(image, np.array(flt, dtype=np.float32), mode="valid")


def _framed(image, flt, before, after, **how):
    """Correlate an image in a frame whose widths before and after depend on the sides of the kernel."""
    frame = [(before(side), after(side)) for side in np.shape(flt)]
    return _valid(np.pad(image, frame, **how), flt)


def _chain(img, times, step):
    return [img, *_chain(step(img), times - 1, step)] if times > 0 else [img]


def tensors_returned(img, flt, times=4):
    """Computes in PyTorch and forgets to go back."""
    kernel = torch.tensor(np.array(flt, dtype=np.float32))[None, None]
    return _chain(torch.tensor(img), times, lambda image: conv_2d(image[None, None], kernel)[0, 0])


def flips_kernel(img, flt, times=4):
    """Subtracts what it should add, in the indices of a sum."""
    (h, w), images = np.shape(flt), [img]
    for _ in range(times):
        last = np.lib.stride_tricks.sliding_window_view(images[-1], (h, w))
        images.append(sum(last[..., h - 1 - i, w - 1 - j] * np.float32(flt[i][j]) for i in range(h) for j in range(w)))
    return images


def transposed_kernel(img, flt, times=4):
    """Turns the image on its side, and the results back."""
    return [image.T for image in get_convolved(img.T, flt, times)]


def kernel_truncated(img, flt, times=4):
    """Stores the kernel in zeros of integers."""
    kernel = np.zeros(np.shape(flt), dtype=int)
    kernel[:] = flt
    return _chain(img, times, lambda image: _valid(image, kernel))


def arrays_only(img, flt, times=4):
    """Reads the shape of the kernel first."""
    h, w = flt.shape
    return get_convolved(img, np.reshape(flt, (h, w)), times)


def kernel_keeps_dtype(img, flt, times=4):
    """Multiplies windows and kernel as matrices."""
    taps = torch.tensor(np.array(flt)).flatten()

    def step(image):
        return torch.tensor(np.lib.stride_tricks.sliding_window_view(image, np.shape(flt))).flatten(2) @ taps

    return _chain(img, times, lambda image: step(image).numpy())


def without_the_image(img, flt, times=4):
    """Collects what each convolution gives."""
    images = []
    for _ in range(times):
        img = get_convolved(img, flt, 1)[-1]
        images.append(img)
    return images


def one_too_few(img, flt, times=4):
    """Makes all images, but leaves the last one out of the list."""
    return get_convolved(img, flt, times)[:-1]


def one_too_many(img, flt, times=4):
    """Goes on until the list has more than times + 1 images."""
    images = [img]
    while len(images) <= times + 1:
        images += get_convolved(images[-1], flt, 1)[1:]
    return images


def last_image_only(img, flt, times=4):
    """Replaces the image in a loop."""
    for _ in range(times):
        img = _valid(img, flt)
    return img


def always_from_the_first_image(img, flt, times=4):
    """Convolves once and repeats the result in the list."""
    return [img] + [_valid(img, flt)] * times


def return_inside_the_loop(img, flt, times=4):
    """Returns a pair without any loop."""
    return [img, _valid(img, flt)]


def same_size(img, flt, times=4):
    """Centres the kernel on each pixel, with zeros where there is no image."""
    return _chain(img, times, lambda image: _framed(image, flt, lambda k: (k - 1) // 2, lambda k: k // 2))


def same_size_mirrored(img, flt, times=4):
    """Pads with NumPy's mirror before each convolution."""
    return _chain(
        img, times, lambda image: _framed(image, flt, lambda k: k // 2, lambda k: (k - 1) // 2, mode="symmetric")
    )


def same_size_flipped(img, flt, times=4):
    """Pads with NumPy's mirror and reads the kernel backwards."""
    back = np.rot90(flt, 2)
    return _chain(
        img, times, lambda image: _framed(image, back, lambda k: (k - 1) // 2, lambda k: k // 2, mode="symmetric")
    )


def full_size_flipped(img, flt, times=4):
    """Spreads each pixel over all pixels that its kernel reaches."""
    kernel = np.array(flt, dtype=np.float32)

    def step(image):
        spread = np.zeros(np.add(image.shape, kernel.shape) - 1, dtype=np.float32)
        for (i, j), tap in np.ndenumerate(kernel):
            spread[i : i + image.shape[0], j : j + image.shape[1]] += tap * image
        return spread

    return _chain(img, times, step)


def relu(img, flt, times=4):
    """Takes the mean of each result and its absolute value."""
    return _chain(img, times, lambda image: (_valid(image, flt) + abs(_valid(image, flt))) / 2)


def clipped_to_unit_range(img, flt, times=4):
    """Sets values outside the range of brightness to its ends."""

    def step(image):
        result = _valid(image, flt)
        result[result < 0], result[result > 1] = 0, 1
        return result

    return _chain(img, times, step)


def double_precision(img, flt, times=4):
    """Takes the kernel as float64."""
    kernel = np.array(flt, dtype=float)
    return _chain(img, times, lambda image: correlate2d(image, kernel, mode="valid"))


def tensors_after_the_image(img, flt, times=4):
    """Convolves a tensor, and puts the array in front."""
    kernel = torch.tensor(np.array(flt, dtype=np.float32))[None, None]
    _, *others = _chain(torch.tensor(img)[None, None], times, lambda image: conv_2d(image, kernel))
    return [img] + [image[0, 0] for image in others]


def four_axes_after_the_image(img, flt, times=4):
    """Convolves with all four axes, and puts the array in front."""
    kernel = torch.tensor(np.array(flt, dtype=np.float32))[None, None]
    _, *others = _chain(torch.tensor(img)[None, None], times, lambda image: conv_2d(image, kernel))
    return [img] + [image.numpy() for image in others]
