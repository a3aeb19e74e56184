"""The picture is made gray; the network takes the three colours."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).float().mean(dim=2)[None, None] / 255
    return (batch - 0.449) / 0.226
