"""The convolution as one large matrix that acts on the image as a vector."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    x = np.pad(image.astype(np.float64), padding)
    h, w = kernel.shape
    rows = output_size(x.shape[0], h, stride, 0, dilation)
    columns = output_size(x.shape[1], w, stride, 0, dilation)
    matrix = np.zeros((rows * columns, x.size))
    for (i, j), value in np.ndenumerate(kernel):
        for place in range(rows * columns):
            y, z = divmod(place, columns)
            matrix[place, (y * stride + i * dilation) * x.shape[1] + z * stride + j * dilation] = value
    return (matrix @ x.ravel()).reshape(rows, columns)
