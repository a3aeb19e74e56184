"""The channels are added in the image's own dtype: in uint8, 200 + 100 is 44, as sums above 255 begin again at 0. Turn
the image into floats first."""


def to_gray(image):
    return ((image[:, :, 0] + image[:, :, 1] + image[:, :, 2]) / 3).astype(np.float32)
