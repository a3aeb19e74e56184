# IDEA: honest: the module puts an object in its own place, as some libraries do
# DOOR: to_gray
# MUST: full marks
# EXPECT: full
import sys

import numpy as np


class Images:
    def to_gray(self, image):
        return image.astype(np.float64).mean(axis=2).astype(np.float32)


sys.modules[__name__] = Images()
