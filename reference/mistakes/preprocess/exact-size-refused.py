"""A picture of just 299 rows or 399 columns is refused; it is large enough, so compare by < instead of <=."""


def preprocess(image):
    if image.shape[0] <= SIDE or image.shape[1] <= LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
