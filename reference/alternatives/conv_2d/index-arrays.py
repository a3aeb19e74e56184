"""Windows by index arrays and a matrix product."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    co, ci, h, w = flt.shape
    x = F.pad(x, 4 * (padding,))
    rows = output_size(x.shape[2], h, stride, 0, dilation)
    columns = output_size(x.shape[3], w, stride, 0, dilation)
    down = stride * torch.arange(rows)[:, None] + dilation * torch.arange(h)
    across = stride * torch.arange(columns)[:, None] + dilation * torch.arange(w)
    windows = x[:, :, down[:, None, :, None], across[None, :, None, :]]
    patches = windows.permute(0, 2, 3, 1, 4, 5).reshape(len(x), rows, columns, ci * h * w)
    return (patches @ flt.reshape(co, -1).T).movedim(-1, 1)
