# IDEA: an array of objects that equal everything
# DOOR: to_gray
# MUST: 0 points: the dtype is wrong, and no object is compared
# EXPECT: 0 failed
import numpy as np


class Equal:
    def __eq__(self, other):
        return True

    __le__ = __lt__ = __ge__ = __gt__ = __ne__ = __eq__
    __float__ = __sub__ = __abs__ = lambda self, *_: self


def to_gray(image):
    return np.full(image.shape[:2], Equal(), dtype=object)
