"""Input and output channels of the kernel have changed places: flt is (Co, Ci, height, width)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.transpose(0, 1), stride=stride, padding=padding, dilation=dilation)
