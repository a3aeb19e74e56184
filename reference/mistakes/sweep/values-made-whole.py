"""The values are cut to whole numbers before make_kernel gets them; give them as they are."""


def sweep(img, make_kernel, values):
    return np.stack([correlate(img, make_kernel(int(v)), mode="constant") for v in values]).astype(np.float32)
