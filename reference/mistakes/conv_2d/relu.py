"""Negative results are set to 0: that is the ReLU that often follows a convolution, not part of it."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.relu(F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation))
