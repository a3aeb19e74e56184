"""The image is padded so that the result keeps its size, whatever `padding` says; without padding it gets smaller."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=(dilation * (flt.shape[2] // 2), dilation * (flt.shape[3] // 2)), dilation=dilation)
