"""The kernel is a list of lists; asked is a NumPy array."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    return [[float(i == half + dy and j == half + dx) for j in range(n)] for i in range(n)]
