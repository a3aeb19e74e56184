# IDEA: honest: the answer lies in mapped memory, has the other byte order, negative strides and a subclass of ndarray
# DOOR: to_gray
# MUST: full marks
# EXPECT: full
import mmap

import numpy as np


class Picture(np.ndarray):
    pass


def to_gray(image):
    gray = image.astype(np.float64).mean(axis=2)
    memory = np.frombuffer(mmap.mmap(-1, max(gray.size * 4, 4)), ">f4", gray.size).reshape(gray.shape)
    memory[::-1, ::-1] = gray
    return memory[::-1, ::-1].view(Picture)
