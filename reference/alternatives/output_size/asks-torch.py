"""Asks torch for the size, on tensors without values."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    x, flt = torch.empty(1, 1, size, device="meta"), torch.empty(1, 1, kernel, device="meta")
    try:
        return F.conv1d(x, flt, stride=stride, padding=padding, dilation=dilation).shape[-1]
    except RuntimeError as error:
        raise ValueError(str(error)) from None
