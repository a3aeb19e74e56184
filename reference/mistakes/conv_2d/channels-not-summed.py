"""The input channels are kept apart; each output channel is the sum over all of them."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.transpose(0, 1).reshape(-1, 1, *flt.shape[2:]), groups=x.shape[1], stride=stride, padding=padding, dilation=dilation)
