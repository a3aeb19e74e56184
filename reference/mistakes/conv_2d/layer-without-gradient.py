"""The values are right, but a layer's .data cuts the way of the gradients to flt."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    layer = torch.nn.Conv2d(flt.shape[1], flt.shape[0], tuple(flt.shape[2:]), bias=False, stride=stride, padding=padding, dilation=dilation).to(x.dtype)
    layer.weight.data = flt
    return layer(x)
