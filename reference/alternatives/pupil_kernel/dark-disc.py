"""A dark disc of radius 9, in float32."""


def pupil_kernel():
    y, x = np.ogrid[-9:10, -9:10]
    return np.where(x * x + y * y <= 81, np.float32(-1), np.float32(0))
