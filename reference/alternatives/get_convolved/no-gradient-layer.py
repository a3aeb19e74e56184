"""A layer with its weight copied in, under no_grad."""


@torch.no_grad()
def get_convolved(img, flt, times=4):
    weight = torch.tensor(flt if isinstance(flt, list) else flt.tolist(), dtype=torch.float64)
    layer = torch.nn.Conv2d(1, 1, tuple(weight.shape), bias=False, dtype=torch.float64)
    layer.weight[0, 0] = weight
    images, x = [np.ascontiguousarray(img)], torch.tensor(img, dtype=torch.float64)[None]
    for _ in range(times):
        x = layer(x)
        images.append(x[0].float().numpy())
    return images
