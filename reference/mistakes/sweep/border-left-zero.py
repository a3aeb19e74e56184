"""The frames are 0 where the kernel leaves the image; zero padding still adds what lies inside."""


def sweep(img, make_kernel, values):
    frames = np.zeros((len(values), *img.shape), np.float32)
    for frame, value in zip(frames, values):
        kernel = make_kernel(value)
        half = len(kernel) // 2
        inside = slice(half, -half or None)
        frame[inside, inside] = correlate(img, kernel, mode="constant")[inside, inside]
    return frames
