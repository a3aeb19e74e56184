# IDEA: a structured dtype with a name of its own, which holds the right values among others
# DOOR: to_gray
# MUST: 0 points: the dtype is wrong
# EXPECT: 0 failed
import numpy as np


def to_gray(image):
    kind = np.dtype([("gray\x1b[2J", np.float32), ("float32", object)], metadata={"name": "float32"})
    result = np.zeros(image.shape[:2], kind)
    result["gray\x1b[2J"] = image.mean(axis=2)
    return result
