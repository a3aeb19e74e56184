"""The entries lose what is behind the point; keep them as float32."""


def sweep(img, make_kernel, values):
    frames = [correlate(img.astype(int), make_kernel(v).astype(int), mode="constant") for v in values]
    return np.stack(frames).astype(np.float32)
