"""The inverse Fourier transform of an impulse is flat."""


def box_blur(n):
    impulse = np.zeros((n, n))
    impulse[0, 0] = 1
    return np.fft.ifft2(impulse).real
