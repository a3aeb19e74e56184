"""The first window begins at stride - 1; it should begin at 0."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, padding=padding, dilation=dilation)[:, :, stride - 1 :: stride, stride - 1 :: stride]
