"""The whole picture is resized to 299 x 299; it should be cut, not resized."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    pixels = torch.from_numpy(image.copy()).permute(2, 0, 1)[None].float()
    batch = nn.functional.interpolate(pixels, (SIDE, SIDE), mode="bilinear") / 255
    return (batch - MEAN) / STD
