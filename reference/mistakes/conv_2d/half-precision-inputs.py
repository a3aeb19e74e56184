"""Image and kernel are rounded to float16 on their way, which keeps three digits only."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x.half().to(x.dtype), flt.half().to(x.dtype), stride=stride, padding=padding, dilation=dilation)
