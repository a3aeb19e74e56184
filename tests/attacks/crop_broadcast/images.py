# IDEA: a crop of 10^12 entries whose strides are 0
# DOOR: crop
# MUST: 0 points: the shape is compared before anything is copied; ValueError is rightly raised for small images
# CAP: 1
# EXPECT: 0 failed
import numpy as np


def crop(image, rows=256, left=100, columns=256):
    if image.shape[0] < rows or image.shape[1] < left + columns:
        raise ValueError("too small")
    return np.broadcast_to(np.zeros((), image.dtype), (10**6, 10**6))
