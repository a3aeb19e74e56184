"""Rows and columns are swapped together with the channels: permute(2, 1, 0) transposes the picture, permute(2, 0, 1)
does not."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 1, 0)[None].float() / 255
    return (batch - MEAN) / STD
