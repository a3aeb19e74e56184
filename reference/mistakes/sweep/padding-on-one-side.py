"""Zeros are added above and left only; they have to be on all sides, so that the kernel's centre is on its pixel."""


def sweep(img, make_kernel, values):
    from scipy.signal import correlate2d

    frames = []
    for value in values:
        kernel = make_kernel(value)
        more = len(kernel) - 1
        frames.append(correlate2d(np.pad(img, ((more, 0), (more, 0))), kernel, mode="valid"))
    return np.stack(frames).astype(np.float32)
