"""SciPy's correlate2d."""


from scipy.signal import correlate2d


def get_convolved(img, flt, times=4):
    flt = np.asarray(flt, dtype=float)
    images = [img.copy()]
    for _ in range(times):
        images.append(correlate2d(images[-1].astype(float), flt, mode="valid").astype(np.float32))
    return images
