"""The kernel's height and width have changed places in the size of the result: flt.shape is (Co, Ci, height, width)."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    rows = output_size(x.shape[2], flt.shape[3], stride, padding, dilation)
    columns = output_size(x.shape[3], flt.shape[2], stride, padding, dilation)
    windows = F.unfold(x, flt.shape[2:], dilation=dilation, padding=padding, stride=stride)
    return (flt.flatten(1) @ windows).reshape(len(x), len(flt), rows, columns)
