"""Kernels of the Gaussian family, and what they do to an image."""

from collections.abc import Callable, Sequence

import numpy as np


def identity(n: int, scale: float = 1.0) -> np.ndarray:
    """Return the kernel that leaves an image as it is, but for a factor.

    Args:
        n: side of the kernel, odd.
        scale: the factor, of either sign.

    Returns:
        Shape (n, n), float: `scale` in the centre, 0 elsewhere.

    >>> identity(3, scale=-2.0)
    array([[ 0.,  0.,  0.],
           [ 0., -2.,  0.],
           [ 0.,  0.,  0.]])
    """
    # TODO: zeros, and one entry set. Which index has the centre?
    raise NotImplementedError("identity")


def shifted_identity(n: int, dy: int, dx: int) -> np.ndarray:
    """Return the kernel whose single 1 sits away from the centre: it shifts an image.

    Args:
        n: side of the kernel, odd.
        dy: how many rows below the centre; negative: above.
        dx: how many columns right of the centre; negative: left.

    Returns:
        Shape (n, n), float.

    Raises:
        ValueError: the place lies outside the kernel, |dy| > n // 2 or |dx| > n // 2.

    >>> shifted_identity(3, 1, 0)
    array([[0., 0., 0.],
           [0., 0., 0.],
           [0., 1., 0.]])
    """
    # TODO: as identity, at another place. What does a negative index mean to NumPy?
    raise NotImplementedError("shifted_identity")


def box_blur(n: int) -> np.ndarray:
    """Return the kernel that takes the mean of the pixels under it.

    Args:
        n: side of the kernel, at least 1.

    Returns:
        Shape (n, n), float: equal entries with the sum 1.

    >>> box_blur(2)
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """
    # TODO: how many entries share the 1?
    raise NotImplementedError("box_blur")


def edge_bands(n: int) -> np.ndarray:
    """Return a kernel that answers to edges from dark on the left to bright on the right.

    Args:
        n: side of the kernel, at least 2.

    Returns:
        Shape (n, n), float: a negative band on the left, a positive one on the right. Its response is 0 on flat
        images and on images that vary only from top to bottom. Where an image steps from dark to bright between
        two columns it is never negative, and positive for at least one place of the step.

    >>> edge_bands(3)  # one of many
    array([[-1.,  0.,  1.],
           [-1.,  0.,  1.],
           [-1.,  0.,  1.]])
    """
    # TODO: what must each row sum to, so that flat images give 0? What is in the middle if n is odd?
    raise NotImplementedError("edge_bands")


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density at n places from -3 to 3, both included.

    Args:
        n: number of places, at least 2.

    Returns:
        Shape (n,), float; not normalised to sum 1.

    >>> gaussian(3).round(4)
    array([0.0044, 0.3989, 0.0044])
    """
    # TODO: x = np.linspace(-3, 3, n), and then the formula of the density.
    raise NotImplementedError("gaussian")


def dgaussian(n: int) -> np.ndarray:
    """Return the first derivative of the density, at the places of `gaussian`.

    Args:
        n: number of places, at least 5.

    Returns:
        Shape (n,), float: -x times the density, times any positive factor. It is odd, positive left of the centre,
        and farthest from 0 at |x| = 1.

    >>> dgaussian(5).round(3)  # any positive multiple is right too
    array([ 0.013,  0.194, -0.   , -0.194, -0.013])
    """
    # TODO: derive the formula on paper. np.gradient of the samples is only an approximation.
    raise NotImplementedError("dgaussian")


def ddgaussian(n: int) -> np.ndarray:
    """Return the second derivative of the density, turned over, so that its centre is positive.

    Args:
        n: number of places from -3 to 3, at least 7.

    Returns:
        Shape (n,), float, up to any positive factor: even, one positive lobe in the middle, negative flanks that
        fade (at the ends less than half of the centre), and 0 somewhere in 0.65 <= |x| <= 1.05.

    >>> ddgaussian(7).round(2)  # one of many
    array([-0.04, -0.16,  0.  ,  0.4 ,  0.  , -0.16, -0.04])
    """
    # TODO: derive once more, and mind the sign.
    raise NotImplementedError("ddgaussian")


def gaussian2d(n: int) -> np.ndarray:
    """Return the density in two dimensions.

    Args:
        n: side of the kernel, at least 2.

    Returns:
        Shape (n, n), float: the entry in row i and column j is gaussian(n)[i] * gaussian(n)[j].

    >>> gaussian2d(3).round(3)
    array([[0.   , 0.002, 0.   ],
           [0.002, 0.159, 0.002],
           [0.   , 0.002, 0.   ]])
    """
    # TODO: every entry of one vector times every entry of another. Which product is that?
    raise NotImplementedError("gaussian2d")


def gabor(n: int, degrees: float = 0.0) -> np.ndarray:
    """Return an edge detector that can be turned.

    Args:
        n: side of the kernel, at least 5.
        degrees: how far to turn it counter-clockwise; any real number.

    Returns:
        Shape (n, n), float, up to any positive factor: `gaussian` down the rows times `dgaussian` across the
        columns, turned as scipy.ndimage.rotate(kernel, degrees, reshape=False) does. Exact at multiples of
        90 degrees; in between any sound interpolation is good.

    >>> gabor(5)[2].round(3)  # positive on the left
    array([ 0.005,  0.078, -0.   , -0.078, -0.005])
    >>> gabor(5, degrees=90.0)[:, 2].round(3)  # now at the bottom
    array([-0.005, -0.078, -0.   ,  0.078,  0.005])
    """
    # TODO: an outer product first; then turn it, or the coordinates at which you ask the formula.
    raise NotImplementedError("gabor")


def line2d(n: int) -> np.ndarray:
    """Return a detector of bright vertical lines.

    Args:
        n: side of the kernel, at least 7.

    Returns:
        Shape (n, n), float, up to any positive factor: `ddgaussian` across the columns, with its mean taken away,
        times `gaussian` down the rows. Its response is 0 on flat images, positive on a vertical line through the
        centre and weaker on a horizontal one; the outermost rows are weaker than half the middle row.

    >>> bool(abs(line2d(9).sum()) < 1e-9)
    True
    """
    # TODO: does ddgaussian(n) sum to 0? It has to here.
    raise NotImplementedError("line2d")


def ddgaussian2d(n: int) -> np.ndarray:
    """Return a detector of bright spots.

    Args:
        n: side of the kernel, at least 7.

    Returns:
        Shape (n, n), float, up to any positive factor: the profile of `ddgaussian` in every direction from the
        centre. Entries at the same distance from the centre are equal, all entries sum to 0, the centre is
        positive, and one ring around it is negative. Outside that ring, within the circle that fits into the
        kernel, it may rise again to a quarter of the centre.

    >>> bool(abs(ddgaussian2d(9).sum()) < 1e-9)
    True
    """
    # TODO: the distance of every entry from the centre, then the profile at that distance, then the mean taken away.
    raise NotImplementedError("ddgaussian2d")


def pupil_kernel() -> np.ndarray:
    """Return a kernel that amplifies the pupils of the cat (bonus).

    The picture is skimage.data.chelsea(), made gray, cropped to 256 x 256 and standardized as images.py does by
    default. The pupils are at (row 72, column 72) and (row 92, column 213) of the crop.

    Returns:
        Shape (k, k), float, k odd and at most 41. Where the response (same size, zero padding, no flip) is largest,
        a pupil is at most 10 pixels away.

    >>> kernel = pupil_kernel()
    >>> kernel.shape[0] == kernel.shape[1] <= 41
    True
    """
    # TODO: how does a pupil differ from the rest: bright or dark, and how large?
    raise NotImplementedError("pupil_kernel")


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image with one kernel for each value: the frames of an animation.

    Args:
        img: the image, shape (H, W), float32.
        make_kernel: takes one value, returns a square kernel with an odd side.
        values: what make_kernel is asked for, one after another.

    Returns:
        Shape (len(values), H, W), float32: each frame is as large as img (zero padding, no flip).

    >>> sweep(np.ones((2, 2), "float32"), lambda v: np.array([[v]]), [1.0, 2.0])[1]
    array([[2., 2.],
           [2., 2.]], dtype=float32)
    """
    # TODO: one convolved image for each value, stacked on a new first axis.
    raise NotImplementedError("sweep")
