"""The image's rows and columns have changed places before the convolution."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x.transpose(2, 3), flt, stride=stride, padding=padding, dilation=dilation)
