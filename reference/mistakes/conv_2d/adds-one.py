"""Something is added to all results, as a bias would be; a plain convolution has none."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation) + 1
