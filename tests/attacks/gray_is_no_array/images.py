# IDEA: an object says that it is an ndarray, and has an __array__ that answers differently each time
# DOOR: to_gray
# MUST: 0 points; one point at most for a shape
# CAP: 1
# EXPECT: 0 failed,error
import numpy as np


class Pretender:
    def __init__(self, image):
        self.image, self.count = image, 0

    __class__ = np.ndarray
    shape = property(lambda self: self.image.shape[:2])
    dtype = np.dtype("float32")
    nbytes = 4

    def __array__(self, *_, **__):
        self.count += 1
        return np.full(self.shape, self.count, np.float32)


def to_gray(image):
    return Pretender(image)
