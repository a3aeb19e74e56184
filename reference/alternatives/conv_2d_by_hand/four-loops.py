"""Four loops."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    h, w = kernel.shape
    image = np.pad(image.astype(float), ((padding, padding), (padding, padding)))
    rows = (image.shape[0] - dilation * (h - 1) - 1) // stride + 1
    columns = (image.shape[1] - dilation * (w - 1) - 1) // stride + 1
    out = np.zeros((rows, columns))
    for y in range(rows):
        for x in range(columns):
            for i in range(h):
                for j in range(w):
                    out[y, x] += image[y * stride + i * dilation, x * stride + j * dilation] * float(kernel[i, j])
    return out
