"""An empty array is made ready, and the average is written into it."""


def to_gray(image):
    gray = np.empty(image.shape[:2], dtype=np.float32)
    gray[:] = np.average(image, axis=2)
    return gray
