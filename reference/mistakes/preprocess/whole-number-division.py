"""The pixels are divided by 255 in whole numbers, so that nearly all become 0; use / instead of //."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut // 255).permute(2, 0, 1)[None].float()
    return (batch - MEAN) / STD
