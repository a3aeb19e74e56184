"""Loops over the positions of the window; the results are stacked."""


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    h, w = flt.shape[2:]
    x = F.pad(x, (padding, padding, padding, padding))
    down, across = dilation * (h - 1) + 1, dilation * (w - 1) + 1
    rows = []
    for i in range(0, x.shape[2] - down + 1, stride):
        row = []
        for j in range(0, x.shape[3] - across + 1, stride):
            window = x[:, None, :, i : i + down : dilation, j : j + across : dilation]
            row.append((window * flt[None]).sum(dim=(2, 3, 4)))
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)
