"""Each further position costs one stride."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if padding:
        return output_size(size + 2 * padding, kernel, stride, 0, dilation)
    way = size - 1 - (kernel - 1) * dilation
    if way < 0:
        raise ValueError("does not fit")
    return 1 if way < stride else 1 + output_size(size - stride, kernel, stride, 0, dilation)
