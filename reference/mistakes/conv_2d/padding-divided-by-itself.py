"""The number of windows is rounded down in two parts, for the image and for the padding, so that a window may be
missing; add first, divide once."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    rows, columns = (
        (x.shape[axis] - dilation * (flt.shape[axis] - 1) - 1) // stride + 2 * padding // stride + 1 for axis in (2, 3)
    )
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)[:, :, :rows, :columns]
