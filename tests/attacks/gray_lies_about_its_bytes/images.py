# IDEA: a subclass of ndarray has the right shape and dtype by its own words, no bytes by its own count, and 16 MB in fact
# DOOR: to_gray
# MUST: 0 points: what is announced is compared with what was asked for before it is read
# EXPECT: 0 error,failed
import numpy as np


class Liar(np.ndarray):
    nbytes = 0
    shape = property(lambda self: (2, 2))


def to_gray(image):
    return np.zeros(1 << 22, np.float32).view(Liar)
