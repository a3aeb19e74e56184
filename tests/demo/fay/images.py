# Weights that are neither equal nor those of the eye.
def to_gray(image):
    red, green, blue = (image[..., i].astype(np.float64) for i in range(3))
    return (0.5 * red + 0.3 * green + 0.2 * blue).astype(np.float32)
