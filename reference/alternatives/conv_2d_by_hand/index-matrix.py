"""Windows by index arrays as a matrix, times the kernel as a vector."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    h, w = kernel.shape
    x = np.pad(image, padding).astype("float64")
    y0 = np.arange(0, x.shape[0] - dilation * (h - 1), stride)
    x0 = np.arange(0, x.shape[1] - dilation * (w - 1), stride)
    i, j = np.indices((h, w)).reshape(2, -1) * dilation
    matrix = x[y0[:, None, None] + i, x0[None, :, None] + j]
    return matrix @ kernel.ravel().astype("float64")
