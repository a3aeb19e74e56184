"""The cut is made first, and its shape looked at."""


def preprocess(image):
    cut = image[:299, 100:399]
    if cut.shape != (299, 299, 3):
        raise ValueError("the image is too small")
    tensor = torch.as_tensor(np.moveaxis(cut, -1, 0).astype("float32")).div(255)
    return tensor.sub(MEAN[0]).div(STD[0]).unsqueeze(0)
