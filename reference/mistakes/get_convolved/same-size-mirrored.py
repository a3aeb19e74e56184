"""The images keep their size, with a mirrored border, as scipy.ndimage does it; without padding they get smaller each
time."""

from scipy.ndimage import correlate


def get_convolved(img, flt, times=4):
    images = [img]
    for _ in range(times):
        images.append(correlate(images[-1], np.array(flt, dtype=np.float32)))
    return images
