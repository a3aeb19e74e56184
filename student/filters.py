"""Part 3 of the tutorial, filters: kernels made by hand, the Gaussian family, and what they do to an image."""

from collections.abc import Callable, Sequence

import numpy as np


def identity(n: int, scale: float = 1.0) -> np.ndarray:
    """Return the kernel that multiplies an image by a factor.

    Args:
        n: side of the kernel, odd.
        scale: the factor, positive or negative.

    Returns:
        Shape (n, n), float: `scale` at the centre, 0 elsewhere.

    >>> identity(3, scale=-2.0)
    array([[ 0.,  0.,  0.],
           [ 0., -2.,  0.],
           [ 0.,  0.,  0.]])
    """
    # TODO: start with zeros and set one entry. What is the index of the centre?
    raise NotImplementedError("identity")


def shifted_identity(n: int, dy: int, dx: int) -> np.ndarray:
    """Return the kernel that shifts an image: a single 1 away from the centre.

    Args:
        n: side of the kernel, odd.
        dy: number of rows below the centre; negative means above.
        dx: number of columns to the right of the centre; negative means to the left.

    Returns:
        Shape (n, n), float.

    Raises:
        ValueError: the position is outside the kernel: |dy| > n // 2 or |dx| > n // 2.

    >>> shifted_identity(3, 1, 0)
    array([[0., 0., 0.],
           [0., 0., 0.],
           [0., 1., 0.]])
    """
    # TODO: like identity, with the 1 elsewhere. What does a negative index mean in NumPy?
    raise NotImplementedError("shifted_identity")


def box_blur(n: int) -> np.ndarray:
    """Return the kernel that averages the pixels under it.

    Args:
        n: side of the kernel, at least 1.

    Returns:
        Shape (n, n), float: equal entries that sum to 1.

    >>> box_blur(2)
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """
    # TODO: how many entries share the 1?
    raise NotImplementedError("box_blur")


def edge_bands(n: int) -> np.ndarray:
    """Return a kernel that responds to edges from dark on the left to bright on the right.

    Args:
        n: side of the kernel, at least 2.

    Returns:
        Shape (n, n), float: a negative band on the left, a positive one on the right. Its response is 0 on flat
        images and on images that vary only from top to bottom. On an image with a step from dark to bright between
        two columns, the response is never negative, and it is positive for at least one position of the step.

    >>> edge_bands(3)  # one of many
    array([[-1.,  0.,  1.],
           [-1.,  0.,  1.],
           [-1.,  0.,  1.]])
    """
    # TODO: what must each row sum to so that flat images give 0? What goes in the middle if n is odd?
    raise NotImplementedError("edge_bands")


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density at n equally spaced points from -3 to 3 (inclusive).

    Args:
        n: number of points, at least 2.

    Returns:
        Shape (n,), float; not normalised to sum to 1.

    >>> gaussian(3).round(4)
    array([0.0044, 0.3989, 0.0044])
    """
    # TODO: evaluate the formula of the density at x = np.linspace(-3, 3, n).
    raise NotImplementedError("gaussian")


def dgaussian(n: int) -> np.ndarray:
    """Return the first derivative of the density, at the same points as `gaussian`.

    Args:
        n: number of points, at least 5.

    Returns:
        Shape (n,), float: -x times the density, up to any positive factor. It is odd, positive left of the centre,
        and largest in absolute value at |x| = 1.

    >>> dgaussian(5).round(3)  # any positive multiple is correct too
    array([ 0.013,  0.194, -0.   , -0.194, -0.013])
    """
    # TODO: differentiate the formula on paper. np.gradient of the samples is only an approximation.
    raise NotImplementedError("dgaussian")


def ddgaussian(n: int) -> np.ndarray:
    """Return the second derivative of the density, negated so that its centre is positive.

    Args:
        n: number of points from -3 to 3, at least 7.

    Returns:
        Shape (n,), float, up to any positive factor. It is even, with one positive lobe in the middle, negative
        flanks that fade (to less than half the centre at the ends), and a zero at some 0.65 <= |x| <= 1.05.

    >>> ddgaussian(7).round(2)  # one of many
    array([-0.04, -0.16,  0.  ,  0.4 ,  0.  , -0.16, -0.04])
    """
    # TODO: differentiate once more, and check the sign.
    raise NotImplementedError("ddgaussian")


def gaussian2d(n: int) -> np.ndarray:
    """Return the two-dimensional density.

    Args:
        n: side of the kernel, at least 2.

    Returns:
        Shape (n, n), float: the entry in row i and column j is gaussian(n)[i] * gaussian(n)[j].

    >>> gaussian2d(3).round(3)
    array([[0.   , 0.002, 0.   ],
           [0.002, 0.159, 0.002],
           [0.   , 0.002, 0.   ]])
    """
    # TODO: multiply every entry of one vector by every entry of another. Which product is that?
    raise NotImplementedError("gaussian2d")


def gabor(n: int, degrees: float = 0.0) -> np.ndarray:
    """Return an edge detector, rotated by a given angle.

    Args:
        n: side of the kernel, at least 5.
        degrees: counter-clockwise rotation; any real number.

    Returns:
        Shape (n, n), float, up to any positive factor: `gaussian` down the rows times `dgaussian` across the
        columns, rotated like scipy.ndimage.rotate(kernel, degrees, reshape=False). It must be exact at multiples
        of 90 degrees; at other angles, any reasonable interpolation is accepted.

    >>> gabor(5)[2].round(3)  # positive on the left
    array([ 0.005,  0.078, -0.   , -0.078, -0.005])
    >>> gabor(5, degrees=90.0)[:, 2].round(3)  # now at the bottom
    array([-0.005, -0.078, -0.   ,  0.078,  0.005])
    """
    # TODO: start with an outer product. Then rotate it, or the coordinates at which you evaluate the formula.
    raise NotImplementedError("gabor")


def line2d(n: int) -> np.ndarray:
    """Return a detector of bright vertical lines.

    Args:
        n: side of the kernel, at least 7.

    Returns:
        Shape (n, n), float, up to any positive factor: `ddgaussian` across the columns, with its mean subtracted,
        times `gaussian` down the rows. Its response is 0 on flat images, positive on a vertical line through the
        centre and weaker on a horizontal one. The outermost rows are less than half as strong as the middle row.

    >>> bool(abs(line2d(9).sum()) < 1e-9)
    True
    """
    # TODO: does ddgaussian(n) sum to 0? Here it must.
    raise NotImplementedError("line2d")


def ddgaussian2d(n: int) -> np.ndarray:
    """Return a detector of bright spots.

    Args:
        n: side of the kernel, at least 7.

    Returns:
        Shape (n, n), float, up to any positive factor: the profile of `ddgaussian` in every direction from the
        centre. Entries at the same distance from the centre are equal, all entries sum to 0, the centre is
        positive, and one ring around it is negative. Outside that ring, within the inscribed circle, the values
        may rise again to at most a quarter of the centre.

    >>> bool(abs(ddgaussian2d(9).sum()) < 1e-9)
    True
    """
    # TODO: compute the distance of every entry from the centre, then the profile at that distance; subtract the mean.
    raise NotImplementedError("ddgaussian2d")


def pupil_kernel() -> np.ndarray:
    """Return a kernel that amplifies the cat's pupils (bonus).

    The picture is skimage.data.chelsea(), converted to grayscale, cropped to 256 x 256 and standardized with the
    defaults of images.py. The pupils are at (row 72, column 72) and (row 92, column 213) of the crop.

    Returns:
        Shape (k, k), float, with k odd and at most 41. The largest response (same size, zero padding, kernel not
        flipped) is at most 10 pixels away from a pupil.

    >>> kernel = pupil_kernel()
    >>> kernel.shape[0] == kernel.shape[1] <= 41
    True
    """
    # TODO: how does a pupil differ from its surroundings? Is it bright or dark, and how large is it?
    raise NotImplementedError("pupil_kernel")


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image with one kernel for each value: the frames of an animation.

    Args:
        img: the image, shape (H, W), float32.
        make_kernel: takes one value and returns a square kernel with an odd side.
        values: the values to pass to make_kernel, in order.

    Returns:
        Shape (len(values), H, W), float32: each frame has the size of img (zero padding, kernel not flipped).

    >>> sweep(np.ones((2, 2), "float32"), lambda v: np.array([[v]]), [1.0, 2.0])[1]
    array([[2., 2.],
           [2., 2.]], dtype=float32)
    """
    # TODO: convolve the image once for each value, and stack the results along a new first axis.
    raise NotImplementedError("sweep")
