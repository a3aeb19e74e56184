"""Pixel by pixel, in plain Python."""


def sweep(img, make_kernel, values):
    result = []
    for value in values:
        kernel = make_kernel(value)
        k, half = len(kernel), len(kernel) // 2
        frame = [[0.0] * img.shape[1] for _ in range(img.shape[0])]
        for y in range(img.shape[0]):
            for x in range(img.shape[1]):
                for i in range(k):
                    for j in range(k):
                        a, b = y + i - half, x + j - half
                        if 0 <= a < img.shape[0] and 0 <= b < img.shape[1]:
                            frame[y][x] += float(img[a, b]) * float(kernel[i, j])
        result.append(frame)
    return np.array(result, dtype=np.float32)
