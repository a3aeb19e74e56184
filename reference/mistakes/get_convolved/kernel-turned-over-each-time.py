"""After each convolution the kernel is turned over; it should stay the same for all images."""


def get_convolved(img, flt, times=4):
    kernel = torch.from_numpy(np.array(flt, dtype=np.float32))[None, None]
    current = torch.from_numpy(img.astype(np.float32))[None, None]
    images = [img]
    for _ in range(times):
        current = F.conv2d(current, kernel)
        images.append(current[0, 0].numpy())
        kernel = kernel.flip(2, 3)
    return images
