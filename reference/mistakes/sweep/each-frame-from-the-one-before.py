"""Each frame is made from the frame before; every frame should be made from the image."""


def sweep(img, make_kernel, values):
    frames = []
    for value in values:
        img = correlate(img, make_kernel(value), mode="constant")
        frames.append(img)
    return np.stack(frames).astype(np.float32)
