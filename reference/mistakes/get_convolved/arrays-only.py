"""The kernel has to be an array here; it may also be a nested list: np.array(flt, dtype="float32")."""


def get_convolved(img, flt, times=4):
    kernel = torch.from_numpy(flt.astype(np.float32))[None, None]

    def once(image):
        return F.conv2d(torch.from_numpy(image.astype(np.float32))[None, None], kernel)[0, 0].numpy()

    current = img
    images = [img]
    for _ in range(times):
        current = once(current)
        images.append(current)
    return images
