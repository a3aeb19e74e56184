"""By way of a Pillow image."""


def preprocess(image):
    if image.shape[0] < SIDE or image.shape[1] < LEFT + SIDE:
        raise ValueError("the image is too small")
    from PIL import Image
    from torchvision.transforms.functional import to_tensor

    picture = Image.fromarray(image).crop((100, 0, 399, 299))
    return (to_tensor(picture)[None] - MEAN) / STD
