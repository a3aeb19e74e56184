"""Means and deviations are scaled to 0 ... 255 instead of the pixels."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    batch = torch.from_numpy(image.astype(np.float32))[None, :SIDE, LEFT : LEFT + SIDE].movedim(-1, 1)
    return (batch - 255 * MEAN) / (255 * STD)
