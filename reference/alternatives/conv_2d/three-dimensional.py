"""A three-dimensional convolution of depth 1."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    steps = {"stride": (1, stride, stride), "padding": (0, padding, padding), "dilation": (1, dilation, dilation)}
    return F.conv3d(x.unsqueeze(2), flt.unsqueeze(2), **steps).squeeze(2)
