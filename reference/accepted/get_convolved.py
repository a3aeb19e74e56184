"""Accepted solutions of get_convolved."""

from itertools import accumulate, repeat

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage, signal
from scipy.signal import correlate2d

from reference.convolution import conv_2d, conv_2d_by_hand


def itertools_accumulate(img, flt, times=4):
    """itertools.accumulate with conv_2d_by_hand."""
    kernel = np.asarray(flt, dtype=np.float64)
    exact = accumulate(repeat(kernel, times), conv_2d_by_hand, initial=img.astype(np.float64))
    return [image.astype(np.float32) for image in exact]


def flipped_twice(img, flt, times=4):
    """SciPy's convolve2d with a flipped kernel, which is a correlation."""
    turned = np.rot90(np.array(flt, dtype=np.float64), 2)
    out, current = [img], np.float64(img)
    for _ in range(times):
        current = signal.convolve2d(current, turned, "valid")
        out += [np.float32(current)]
    return out


def float32_all_the_way(img, flt, times=4):
    """float32 all the way, by F.conv2d."""
    kernel = torch.as_tensor(np.array(flt), dtype=torch.float32).reshape(1, 1, len(flt), -1)
    images = [torch.tensor(img).unsqueeze(0).unsqueeze(0)]
    for _ in range(times):
        images.append(F.conv2d(images[-1], kernel))
    return [image.squeeze(0).squeeze(0).numpy() for image in images]


def ndimage_cut(img, flt, times=4):
    """Same size by scipy.ndimage, and the border cut off."""
    kernel = np.array(flt, dtype=np.float64)
    h, w = kernel.shape
    images = [img]
    for _ in range(times):
        same = ndimage.correlate(images[-1].astype(np.float64), kernel, mode="constant")
        rows, columns = same.shape[0] - h + 1, same.shape[1] - w + 1
        images.append(same[h // 2 :, w // 2 :][:rows, :columns].astype(np.float32))
    return images


@torch.no_grad()
def no_gradient_layer(img, flt, times=4):
    """A layer with its weight copied in, under no_grad."""
    weight = torch.tensor(flt if isinstance(flt, list) else flt.tolist(), dtype=torch.float64)
    layer = torch.nn.Conv2d(1, 1, tuple(weight.shape), bias=False, dtype=torch.float64)
    layer.weight[0, 0] = weight
    images, x = [np.ascontiguousarray(img)], torch.tensor(img, dtype=torch.float64)[None]
    for _ in range(times):
        x = layer(x)
        images.append(x[0].float().numpy())
    return images


def recursion(img, flt, times=4):
    """One convolution, and the rest by recursion."""
    if times == 0:
        return [img]
    kernel = torch.tensor(np.array(flt, dtype="float32"))[None, None]
    once = conv_2d(torch.tensor(img)[None, None], kernel)[0, 0].numpy()
    return [img, *recursion(once, flt, times - 1)]


def scipy_correlate(img, flt, times=4):
    """SciPy's correlate2d."""
    flt = np.asarray(flt, dtype=float)
    images = [img.copy()]
    for _ in range(times):
        images.append(correlate2d(images[-1].astype(float), flt, mode="valid").astype(np.float32))
    return images


def sliding_windows(img, flt, times=4):
    """Windows by NumPy's sliding_window_view."""
    kernel = np.array(flt, dtype=np.float64)
    result = [np.array(img, dtype=np.float32)]
    while len(result) <= times:
        windows = np.lib.stride_tricks.sliding_window_view(result[-1], kernel.shape)
        result.append(np.einsum("ijhw,hw->ij", windows, kernel).astype("float32"))
    return result
