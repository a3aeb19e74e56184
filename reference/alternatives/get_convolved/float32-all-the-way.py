"""float32 all the way, by F.conv2d."""


def get_convolved(img, flt, times=4):
    kernel = torch.as_tensor(np.array(flt), dtype=torch.float32).reshape(1, 1, len(flt), -1)
    images = [torch.tensor(img).unsqueeze(0).unsqueeze(0)]
    for _ in range(times):
        images.append(F.conv2d(images[-1], kernel))
    return [image.squeeze(0).squeeze(0).numpy() for image in images]
