"""Products and sums are kept in the image's dtype, which overflows for uint8; make both arrays float64 first."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    framed = np.pad(image, padding)
    h, w = kernel.shape
    rows = (framed.shape[0] - dilation * (h - 1) - 1) // stride + 1
    columns = (framed.shape[1] - dilation * (w - 1) - 1) // stride + 1
    result = np.zeros((rows, columns), dtype=image.dtype)
    for i in range(h):
        for j in range(w):
            result += framed[i * dilation :: stride, j * dilation :: stride][:rows, :columns] * kernel[i, j]
    return result.astype(np.float64)
