"""Before the next convolution negative values are set to 0; it should go on from the image as it is in the list."""


def get_convolved(img, flt, times=4):
    kernel = torch.from_numpy(np.array(flt, dtype=np.float32))[None, None]

    def once(image):
        return F.conv2d(torch.from_numpy(image.astype(np.float32))[None, None], kernel)[0, 0].numpy()

    images = [img]
    if times:
        images.append(once(img))
    for _ in range(times - 1):
        images.append(once(np.maximum(images[-1], 0)))
    return images
