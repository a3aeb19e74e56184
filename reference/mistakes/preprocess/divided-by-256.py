"""The pixels are divided by 256; 255 is the largest value of uint8 and should become 1."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 256
    return (batch - MEAN) / STD
