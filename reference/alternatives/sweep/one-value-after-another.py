"""By recursion: the first frame, and the sweep over the rest."""


def sweep(img, make_kernel, values):
    first = correlate(img, make_kernel(values[0]), mode="constant")[np.newaxis]
    return np.concatenate([first, sweep(img, make_kernel, values[1:])]) if len(values) > 1 else first
