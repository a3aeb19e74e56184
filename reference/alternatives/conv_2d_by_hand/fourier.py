"""A product of Fourier transforms."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    framed = np.pad(image.astype(np.float64), padding)
    h, w = kernel.shape
    spread = np.zeros((dilation * (h - 1) + 1, dilation * (w - 1) + 1))
    spread[::dilation, ::dilation] = kernel
    product = np.fft.fft2(framed) * np.conj(np.fft.fft2(spread, s=framed.shape))
    rows, columns = framed.shape[0] - spread.shape[0] + 1, framed.shape[1] - spread.shape[1] + 1
    return np.ascontiguousarray(np.fft.ifft2(product).real[:rows:stride, :columns:stride])
