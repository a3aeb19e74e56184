"""The frames are joined side by side into one wide image; stack them on a new first axis."""


def sweep(img, make_kernel, values):
    return np.hstack([correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
