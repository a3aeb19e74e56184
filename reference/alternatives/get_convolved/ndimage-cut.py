"""Same size by scipy.ndimage, and the border cut off."""


from scipy import ndimage


def get_convolved(img, flt, times=4):
    kernel = np.array(flt, dtype=np.float64)
    h, w = kernel.shape
    images = [img]
    for _ in range(times):
        same = ndimage.correlate(images[-1].astype(np.float64), kernel, mode="constant")
        rows, columns = same.shape[0] - h + 1, same.shape[1] - w + 1
        images.append(same[h // 2 :, w // 2 :][:rows, :columns].astype(np.float32))
    return images
