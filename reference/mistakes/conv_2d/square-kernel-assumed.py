"""The kernel is taken as square: its height is used for its width too. Use flt.shape[2] and flt.shape[3]."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    side = flt.shape[2]
    rows = output_size(x.shape[2], side, stride, padding, dilation)
    columns = output_size(x.shape[3], side, stride, padding, dilation)
    framed = F.pad(x, (padding, padding, padding, padding))
    result = x.new_zeros(x.shape[0], flt.shape[0], rows, columns)
    for i in range(side):
        for j in range(side):
            met = framed[:, :, i * dilation :: stride, j * dilation :: stride][:, :, :rows, :columns]
            result = result + torch.einsum("bchw,oc->bohw", met, flt[:, :, i, j])
    return result
