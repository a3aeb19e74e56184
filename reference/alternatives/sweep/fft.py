"""By the fast Fourier transform, with room for the border."""


def sweep(img, make_kernel, values):
    from scipy.signal import fftconvolve

    wide = img.astype(float)
    return np.stack([fftconvolve(wide, np.flip(make_kernel(v)), mode="same") for v in values]).astype("f4")
