"""Pixel by pixel into a new array, as float64."""


def crop(image, rows=256, left=100, columns=256):
    height, width, *channels = image.shape
    if height - rows < 0 or width - columns < left:
        raise ValueError("the image is too small")
    result = np.zeros((rows, columns, *channels))
    for i in range(rows):
        result[i] = image[height - rows + i][left : left + columns]
    return result
