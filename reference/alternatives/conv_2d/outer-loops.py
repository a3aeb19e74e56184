"""Loops over images, outputs and channels; NumPy-like plain sums of two-dimensional pieces."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    def plane(image, kernel):
        h, w = kernel.shape
        down = image.shape[0] - dilation * (h - 1)
        across = image.shape[1] - dilation * (w - 1)
        pieces = (
            image[i * dilation :, j * dilation :][:down:stride, :across:stride] * kernel[i, j]
            for i in range(h) for j in range(w)
        )
        return sum(pieces)

    x = torch.nn.functional.pad(x, (padding, padding, padding, padding), "constant", 0.0)
    return torch.stack([
        torch.stack([sum(plane(image[c], kernels[c]) for c in range(len(image))) for kernels in flt]) for image in x
    ])
