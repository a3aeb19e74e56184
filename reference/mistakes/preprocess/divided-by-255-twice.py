"""The pixels are divided by 255 twice: ToTensor does it for uint8 by itself. They should lie between 0 and 1 before
the means are subtracted."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 / 255
    return (batch - MEAN) / STD
