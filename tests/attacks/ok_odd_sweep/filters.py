# IDEA: honest: kernels are asked for twice, in threads and from last to first; frames lie as a Fourier transform left them
# DOOR: sweep
# MUST: full marks: how often and from where make_kernel is called is not asked
# EXPECT: full
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def filtered(img, kernel):
    rows, columns = (a + b - 1 for a, b in zip(img.shape, kernel.shape))
    product = np.fft.rfft2(img.astype(float), (rows, columns)) * np.fft.rfft2(kernel[::-1, ::-1].astype(float), (rows, columns))
    whole = np.fft.irfft2(product, (rows, columns))
    top, left = (side // 2 for side in kernel.shape)
    return whole[top : top + img.shape[0], left : left + img.shape[1]]


def sweep(img, make_kernel, values):
    with ThreadPoolExecutor(4) as pool:
        kernels = list(pool.map(make_kernel, reversed(values)))[::-1]
    assert all((make_kernel(v) == k).all() for v, k in zip(values, kernels))
    frames = np.empty((*img.shape, len(values)), np.float32)
    for place, kernel in enumerate(kernels):
        frames[..., place] = filtered(img, kernel)
    return np.moveaxis(frames, -1, 0)
