"""Stride and dilation have changed places: the stride moves the window, the dilation spreads the kernel."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    taps = kernel.astype(np.float64)
    h, w = taps.shape
    framed = np.pad(image.astype(np.float64), padding)
    rows = (framed.shape[0] - stride * (h - 1) - 1) // dilation + 1
    columns = (framed.shape[1] - stride * (w - 1) - 1) // dilation + 1
    result = np.zeros((rows, columns))
    for y in range(rows):
        for x in range(columns):
            for i in range(h):
                for j in range(w):
                    result[y, x] += framed[y * dilation + i * stride, x * dilation + j * stride] * taps[i, j]
    return result
