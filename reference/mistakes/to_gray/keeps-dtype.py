"""The result has the dtype of the image, so that for whole numbers what stands behind the comma is lost; it should be
float32."""


def to_gray(image):
    return image.mean(axis=2).astype(image.dtype)
