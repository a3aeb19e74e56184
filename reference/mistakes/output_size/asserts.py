"""The size is tested by assert, which raises AssertionError; asked is ValueError."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    assert way >= 0
    return way // stride + 1
