"""The last row and the last column of windows are missing: range(n) ends at n - 1 already."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    full = F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)
    return full[:, :, : max(1, full.shape[2] - 1), : max(1, full.shape[3] - 1)]
