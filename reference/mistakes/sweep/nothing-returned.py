"""The frames are computed and not returned; the function needs a return."""


def sweep(img, make_kernel, values):
    frames = np.stack([correlate(img, make_kernel(v), mode="constant") for v in values]).astype(np.float32)
    print(frames.shape)
