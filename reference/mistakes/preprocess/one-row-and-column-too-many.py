"""There are 300 rows and columns; [:299, 100:399] has 299."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[: SIDE + 1, LEFT : LEFT + SIDE + 1]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD
