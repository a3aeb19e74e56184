"""By the inverse Fourier transform of a constant, which is an impulse."""


def identity(n, scale=1.0):
    impulse = np.fft.ifft2(np.full((n, n), scale, dtype=complex)).real
    return np.fft.fftshift(impulse)
