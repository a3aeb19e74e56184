def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if dilation != 1:
        raise NotImplementedError("dilation comes tomorrow")
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - kernel) // stride + 1
