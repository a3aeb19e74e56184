"""Only the frame of the last value is returned; all frames have to be stacked on a new first axis."""


def sweep(img, make_kernel, values):
    for value in values:
        frame = correlate(img, make_kernel(value), mode="constant")
    return frame.astype(np.float32)
