"""In the result, images and output channels have changed places: it should be (B, Co, Ho, Wo)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation).transpose(0, 1)
