"""The result is always float64; for float32 inputs it should be float32."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x.double(), flt.double(), stride=stride, padding=padding, dilation=dilation)
