"""Windows as columns of a matrix, by torch's unfold."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    rows = output_size(x.shape[2], flt.shape[2], stride, padding, dilation)
    columns = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (flt.flatten(1) @ columns).reshape(len(x), len(flt), rows, -1)
