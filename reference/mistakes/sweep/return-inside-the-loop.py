"""The return stands inside the loop, so that only the first frame comes back; it belongs behind the loop."""


def sweep(img, make_kernel, values):
    frames = []
    for value in values:
        frames.append(correlate(img, make_kernel(value), mode="constant").astype(np.float32))
        return np.stack(frames)
