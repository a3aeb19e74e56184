"""Pictures with 300 rows are refused: 299 rows and 399 columns are needed, and image.shape begins with the number of
rows."""


def preprocess(image):
    if image.shape[0] < LEFT + SIDE or image.shape[1] < SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
