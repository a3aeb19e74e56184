# IDEA: a subclass of ndarray says it is larger than any array can be, and has no bytes
# DOOR: to_gray
# MUST: 0 points: the shape is wrong; neither the comparison nor the search for a mistake trips over it
# EXPECT: 0 failed,error
import numpy as np


class Liar(np.ndarray):
    shape = property(lambda self: (2**62, 0))


def to_gray(image):
    return np.empty((0,), np.float32).view(Liar)
