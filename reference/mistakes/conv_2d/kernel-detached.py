"""The values are right, but no gradient arrives in flt: detach(), .data, .item() or .numpy() cuts its way."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    return F.conv2d(x, flt.detach(), stride=stride, padding=padding, dilation=dilation)
