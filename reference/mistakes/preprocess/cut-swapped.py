"""Rows and columns are swapped in the cut: the first index has the rows, the second the columns."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[LEFT : LEFT + SIDE, :SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD
