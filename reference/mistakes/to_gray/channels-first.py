"""The result is turned over: rows and columns have changed places. It should be (H, W) as the image is."""


def to_gray(image):
    return image.astype(np.float64).mean(axis=2).T.astype(np.float32)
