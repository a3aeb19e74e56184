"""Lists of Python floats alone; what lies outside the image counts as 0."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    pixels, taps = image.tolist(), kernel.tolist()
    height, width, h, w = len(pixels), len(pixels[0]), len(taps), len(taps[0])

    def at(y, x):
        return float(pixels[y][x]) if 0 <= y < height and 0 <= x < width else 0.0

    return np.array([
        [
            sum(at(y + i * dilation, x + j * dilation) * taps[i][j] for i in range(h) for j in range(w))
            for x in range(-padding, width + padding - dilation * (w - 1), stride)
        ]
        for y in range(-padding, height + padding - dilation * (h - 1), stride)
    ], dtype=np.float64)
