# IDEA: helpers have the names of installed packages and of the kit; one that got loaded would spoil this right answer
# DOOR: to_gray
# MUST: full marks: what has the name of a package shadows nothing
# EXPECT: full
import json
import string

import numpy as np


def to_gray(image):
    assert json.loads("1") == 1
    assert string.digits
    return image.astype(np.float64).mean(axis=2).astype(np.float32)
