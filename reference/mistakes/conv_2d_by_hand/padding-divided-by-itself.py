"""The number of windows is rounded down in two parts, for the image and for the padding, so that a window may be
missing; add first, divide once."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    (height, width), (h, w) = image.shape, kernel.shape
    rows = (height - dilation * (h - 1) - 1) // stride + 2 * padding // stride + 1
    columns = (width - dilation * (w - 1) - 1) // stride + 2 * padding // stride + 1
    framed = np.pad(image.astype(np.float64), padding)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for k in range(h):
                for l in range(w):
                    result[i, j] += framed[i * stride + k * dilation, j * stride + l * dilation] * float(kernel[k, l])
    return result
