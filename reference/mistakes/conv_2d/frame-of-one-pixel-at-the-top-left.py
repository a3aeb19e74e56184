"""The image is put into its frame at row 1 and column 1, whatever the padding is; it belongs at row and column
`padding`."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    rows, columns = x.shape[2:]
    framed = x
    if padding:
        framed = x.new_zeros(*x.shape[:2], rows + 2 * padding, columns + 2 * padding)
        framed[:, :, 1 : 1 + rows, 1 : 1 + columns] = x
    return F.conv2d(framed, flt, stride=stride, dilation=dilation)
