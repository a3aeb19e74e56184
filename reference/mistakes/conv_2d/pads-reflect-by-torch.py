"""The frame mirrors the image; it should be zeros."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    framed = F.pad(x, (padding, padding, padding, padding), mode='reflect')
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
