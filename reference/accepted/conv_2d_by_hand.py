"""Accepted solutions of conv_2d_by_hand."""

import numpy as np

from reference.convolution import output_size


def as_strided(image, kernel, stride=1, padding=0, dilation=1):
    """A strided view of all windows, of a copy that lies in order, and tensordot."""
    x = np.zeros((image.shape[0] + 2 * padding, image.shape[1] + 2 * padding))
    x[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    h, w = kernel.shape
    rows, columns = (
        output_size(n, k, stride=stride, padding=padding, dilation=dilation) for n, k in zip(image.shape, kernel.shape)
    )
    a, b = x.strides
    windows = np.lib.stride_tricks.as_strided(
        x, (rows, columns, h, w), (a * stride, b * stride, a * dilation, b * dilation)
    )
    return np.tensordot(windows, kernel.astype(float), axes=2)


def four_loops(image, kernel, stride=1, padding=0, dilation=1):
    """Four loops."""
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


def fourier(image, kernel, stride=1, padding=0, dilation=1):
    """A product of Fourier transforms."""
    framed = np.pad(image.astype(np.float64), padding)
    h, w = kernel.shape
    spread = np.zeros((dilation * (h - 1) + 1, dilation * (w - 1) + 1))
    spread[::dilation, ::dilation] = kernel
    product = np.fft.fft2(framed) * np.conj(np.fft.fft2(spread, s=framed.shape))
    rows, columns = framed.shape[0] - spread.shape[0] + 1, framed.shape[1] - spread.shape[1] + 1
    return np.ascontiguousarray(np.fft.ifft2(product).real[:rows:stride, :columns:stride])


def index_matrix(image, kernel, stride=1, padding=0, dilation=1):
    """Windows by index arrays as a matrix, times the kernel as a vector."""
    h, w = kernel.shape
    x = np.pad(image, padding).astype("float64")
    y0 = np.arange(0, x.shape[0] - dilation * (h - 1), stride)
    x0 = np.arange(0, x.shape[1] - dilation * (w - 1), stride)
    i, j = np.indices((h, w)).reshape(2, -1) * dilation
    matrix = x[y0[:, None, None] + i, x0[None, :, None] + j]
    return matrix @ kernel.ravel().astype("float64")


def plain_python(image, kernel, stride=1, padding=0, dilation=1):
    """Lists of Python floats alone; what lies outside the image counts as 0."""
    pixels, taps = image.tolist(), kernel.tolist()
    height, width, h, w = len(pixels), len(pixels[0]), len(taps), len(taps[0])

    def at(y, x):
        return float(pixels[y][x]) if 0 <= y < height and 0 <= x < width else 0.0

    return np.array(
        [
            [
                sum(at(y + i * dilation, x + j * dilation) * taps[i][j] for i in range(h) for j in range(w))
                for x in range(-padding, width + padding - dilation * (w - 1), stride)
            ]
            for y in range(-padding, height + padding - dilation * (h - 1), stride)
        ],
        dtype=np.float64,
    )


def sliding_windows(image, kernel, stride=1, padding=0, dilation=1):
    """NumPy's sliding windows and one einsum."""
    h, w = kernel.shape
    framed = np.pad(image, padding).astype(np.float64)
    spans = (dilation * (h - 1) + 1, dilation * (w - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(framed, spans)[::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("yxij,ij->yx", windows, kernel.astype(np.float64))


def toeplitz(image, kernel, stride=1, padding=0, dilation=1):
    """The convolution as one large matrix that acts on the image as a vector."""
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


def window_sums(image, kernel, stride=1, padding=0, dilation=1):
    """Loops over windows, NumPy sums."""
    k = np.asarray(kernel, dtype=np.float64)
    x = np.pad(np.asarray(image, dtype=np.float64), padding, mode="constant", constant_values=0)
    down, across = ((side - 1) * dilation + 1 for side in k.shape)
    return np.array(
        [
            [
                np.sum(x[i : i + down : dilation, j : j + across : dilation] * k)
                for j in range(0, x.shape[1] - across + 1, stride)
            ]
            for i in range(0, x.shape[0] - down + 1, stride)
        ]
    )
