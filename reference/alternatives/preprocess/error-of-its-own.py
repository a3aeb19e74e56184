"""Refused by an exception derived from ValueError; float64 until the end."""


def preprocess(image):
    class TooSmall(ValueError):
        pass

    if any(have < need for have, need in zip(image.shape, (299, 399))):
        raise TooSmall
    batch = torch.from_numpy(image[:299, 100:399].copy()).double().permute(2, 0, 1) / 255
    return torch.einsum("chw,c->chw", batch - MEAN.double()[0], 1 / STD.double().flatten()).float()[None]
