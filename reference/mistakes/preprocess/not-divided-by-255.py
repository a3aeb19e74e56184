"""The pixels stay between 0 and 255; they should be divided by 255 before the means are subtracted."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float()
    return (batch - MEAN) / STD
