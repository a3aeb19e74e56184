def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if dilation * (kernel - 1) + 1 > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    count, place = 0, -padding
    while place != size + padding - dilation * (kernel - 1):
        count, place = count + 1, place + stride
    return count
