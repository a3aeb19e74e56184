"""The formula entry by entry, with the math module."""


def gabor(n, degrees=0.0):
    import math

    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    kernel = np.empty((n, n))
    for row in range(n):
        for column in range(n):
            x, y = -3 + 6 * column / (n - 1), 3 - 6 * row / (n - 1)
            u, v = x * cosine + y * sine, y * cosine - x * sine
            kernel[row, column] = -u * math.exp(-u * u / 2) * math.exp(-v * v / 2)
    return kernel
