"""The frames show the image itself where the kernel leaves it; zero padding adds what lies inside there."""


def sweep(img, make_kernel, values):
    frames = np.stack([img] * len(values)).astype(np.float32)
    for frame, value in zip(frames, values):
        kernel = make_kernel(value)
        half = len(kernel) // 2
        inside = slice(half, -half or None)
        frame[inside, inside] = correlate(img, kernel, mode="constant")[inside, inside]
    return frames
