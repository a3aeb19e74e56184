"""np.frombuffer() works only where entries lie one after another in memory; an image may be a slice of another one:
index the array itself."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    numbers = np.frombuffer(image, dtype=image.dtype).astype(np.float64)
    framed = np.pad(numbers.reshape(image.shape), padding)
    h, w = kernel.shape
    rows = (framed.shape[0] - dilation * (h - 1) - 1) // stride + 1
    columns = (framed.shape[1] - dilation * (w - 1) - 1) // stride + 1
    result = np.zeros((rows, columns))
    for i in range(h):
        for j in range(w):
            met = framed[i * dilation :: stride, j * dilation :: stride][:rows, :columns]
            result += float(kernel[i, j]) * met
    return result
