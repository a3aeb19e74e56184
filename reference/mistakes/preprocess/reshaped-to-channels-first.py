"""The axes are changed by reshape, which mixes pixels and channels; permute(2, 0, 1) moves the channels to the
front."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).reshape(1, 3, SIDE, SIDE).float() / 255
    return (batch - MEAN) / STD
