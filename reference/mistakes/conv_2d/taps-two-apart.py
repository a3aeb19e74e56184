"""A dilated kernel gets the right size, but its taps always stand 2 apart, as with dilation 2; they stand `dilation`
apart."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    if dilation > 1:
        outputs, channels, h, w = flt.shape
        wide = flt.new_zeros(outputs, channels, dilation * (h - 1) + 1, dilation * (w - 1) + 1)
        wide[:, :, : 2 * h : 2, : 2 * w : 2][:, :, :h, :w] = flt
        flt = wide
    return F.conv2d(x, flt, stride=stride, padding=padding)
