"""A layer nn.Conv2d brings a random bias of its own; use bias=False, or no layer at all."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    layer = torch.nn.Conv2d(flt.shape[1], flt.shape[0], tuple(flt.shape[2:]), stride=stride, padding=padding, dilation=dilation).to(x.dtype)
    layer.weight.data = flt
    return layer(x)
