"""itertools.accumulate with conv_2d_by_hand."""


from itertools import accumulate, repeat


def get_convolved(img, flt, times=4):
    kernel = np.asarray(flt, dtype=np.float64)
    exact = accumulate(repeat(kernel, times), conv_2d_by_hand, initial=img.astype(np.float64))
    return [image.astype(np.float32) for image in exact]
