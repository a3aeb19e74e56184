"""All frames show the last value, because the same array is filled again and again; each frame needs an array of its
own."""


def sweep(img, make_kernel, values):
    frame, frames = np.empty(img.shape, np.float32), []
    for value in values:
        correlate(img, make_kernel(value), output=frame, mode="constant")
        frames.append(frame)
    return np.stack(frames)
