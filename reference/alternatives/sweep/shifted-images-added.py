"""For each entry of the kernel, a shifted image times the entry is added."""


def sweep(img, make_kernel, values):
    rows, columns = img.shape
    frames = np.zeros((len(values), rows, columns))
    for frame, value in zip(frames, values):
        kernel = make_kernel(value)
        half = kernel.shape[0] // 2
        padded = np.pad(img.astype(np.float64), half)
        for (i, j), weight in np.ndenumerate(kernel):
            frame += float(weight) * padded[i : i + rows, j : j + columns]
    return frames.astype(np.float32)
