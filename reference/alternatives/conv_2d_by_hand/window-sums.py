"""Loops over windows, NumPy sums."""


def conv_2d_by_hand(image, kernel, stride=1, padding=0, dilation=1):
    k = np.asarray(kernel, dtype=np.float64)
    x = np.pad(np.asarray(image, dtype=np.float64), padding, mode="constant", constant_values=0)
    down, across = ((side - 1) * dilation + 1 for side in k.shape)
    return np.array([
        [np.sum(x[i : i + down : dilation, j : j + across : dilation] * k) for j in range(0, x.shape[1] - across + 1, stride)]
        for i in range(0, x.shape[0] - down + 1, stride)
    ])
