"""A kernel of whole numbers or of float64 does not fit to a float32 image: np.array(flt, dtype="float32")."""


def get_convolved(img, flt, times=4):
    kernel = torch.from_numpy(np.array(flt))[None, None]

    def once(image):
        return F.conv2d(torch.from_numpy(image.astype(np.float32))[None, None], kernel)[0, 0].numpy()

    current = img
    images = [img]
    for _ in range(times):
        current = once(current)
        images.append(current)
    return images
