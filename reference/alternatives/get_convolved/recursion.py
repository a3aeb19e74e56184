"""One convolution, and the rest by recursion."""


def get_convolved(img, flt, times=4):
    if times == 0:
        return [img]
    kernel = torch.tensor(np.array(flt, dtype="float32"))[None, None]
    once = conv_2d(torch.tensor(img)[None, None], kernel)[0, 0].numpy()
    return [img, *get_convolved(once, flt, times - 1)]
