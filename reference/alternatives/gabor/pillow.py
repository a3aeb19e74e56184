"""Rotated by Pillow."""


def gabor(n, degrees=0.0):
    from PIL import Image

    picture = Image.fromarray(np.outer(gaussian(n), dgaussian(n)).astype(np.float32))
    return np.array(picture.rotate(degrees, resample=Image.Resampling.BICUBIC))
