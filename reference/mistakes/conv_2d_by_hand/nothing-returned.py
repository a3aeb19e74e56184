"""The function gives nothing back (None): the line with return is missing."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    taps = kernel.astype(np.float64)
    h, w = taps.shape
    framed = np.pad(image.astype(np.float64), padding)
    rows = (framed.shape[0] - dilation * (h - 1) - 1) // stride + 1
    columns = (framed.shape[1] - dilation * (w - 1) - 1) // stride + 1
    result = np.zeros((rows, columns))
    for y in range(rows):
        for x in range(columns):
            for i in range(h):
                for j in range(w):
                    result[y, x] += framed[y * stride + i * dilation, x * stride + j * dilation] * taps[i, j]
    return None
