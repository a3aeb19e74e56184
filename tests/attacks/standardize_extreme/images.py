# IDEA: the largest numbers that there are, so that sums and differences overflow where they are compared
# DOOR: standardize
# MUST: 0 points, and no warning in anyone's terminal
# EXPECT: 0 failed
import numpy as np


def standardize(image):
    signs = np.where(np.indices(image.shape).sum(axis=0) % 2, -1, 1)
    return (signs * np.finfo(np.float32).max).astype(np.float32)
