"""The columns begin at 101; they begin at 100, for the first column has the number 0."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + 1 + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT + 1 : LEFT + 1 + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD
