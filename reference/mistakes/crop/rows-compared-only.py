"""Only the rows are compared with the image's size; columns that are missing have to raise ValueError too."""


def crop(image, rows=256, left=100, columns=256):
    if rows > image.shape[0]:
        raise ValueError("the image is too small")
    return image[-rows:, left : left + columns]
