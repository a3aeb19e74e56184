"""Channels taken apart, turned to float and added."""


def to_gray(image):
    red, green, blue = (image[..., i].astype("float64") for i in range(3))
    return ((red + green + blue) / 3).astype("float32")
