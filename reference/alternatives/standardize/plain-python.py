"""Sums in plain Python."""


import math


def standardize(image):
    values = [float(v) for v in image.ravel()]
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values)) or 1.0
    return np.array([(v - mean) / spread for v in values], dtype=np.float32).reshape(image.shape)
