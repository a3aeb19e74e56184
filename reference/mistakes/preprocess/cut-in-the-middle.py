"""The square is cut from the middle of the picture; rows 0 to 298 and columns 100 to 398 are asked."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    top, left = (image.shape[0] - SIDE) // 2, (image.shape[1] - SIDE) // 2
    cut = image[top : top + SIDE, left : left + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255
    return (batch - MEAN) / STD
