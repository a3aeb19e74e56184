"""The pixels are normalised first and divided by 255 afterwards; the means belong to values between 0 and 1, so divide
first."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float()
    return (batch - MEAN) / STD / 255
