"""A true convolution with the kernel turned over, which is a correlation."""


from scipy import signal


def get_convolved(img, flt, times=4):
    turned = np.rot90(np.array(flt, dtype=np.float64), 2)
    out, current = [img], np.float64(img)
    for _ in range(times):
        current = signal.convolve2d(current, turned, "valid")
        out += [np.float32(current)]
    return out
