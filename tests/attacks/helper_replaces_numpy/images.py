# IDEA: a helper puts a numpy of its own into sys.modules, whose arrays say of themselves what one likes to hear
# DOOR: to_gray
# MUST: 0 points: the kit's own code in the worker has the real numpy already; what comes back is no array
# EXPECT: 0 failed
import helper

import numpy as np


def to_gray(image):
    return np.ndarray(image)
