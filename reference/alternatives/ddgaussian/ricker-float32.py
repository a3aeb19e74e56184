"""The Ricker wavelet with its own constant, in float32."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n, dtype=np.float32)
    height = np.float32(2 / (np.sqrt(3) * np.pi**0.25))
    return height * (1 - x**2) * np.exp(-(x**2) / 2)
