"""The stride is used across the columns only; down the rows the window should move by as much."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=(1, stride), padding=padding, dilation=dilation)
