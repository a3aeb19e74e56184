"""The figures of the gallery, in the order of the tutorial."""

from functools import partial

from grader.tutorial.gallery import figures, networks
from grader.tutorial.gallery.figures import Figure, Filter, rows

FIGURES = (
    Figure(
        "picture.png",
        "The picture",
        "From the photograph to a square image with mean 0 and standard deviation 1.",
        ("to_gray", "crop", "standardize"),
        figures.draw_preparation,
    ),
    rows("identity.png", "Identity", "The identity changes nothing.", Filter("1", "identity", 3), same_scale=True),
    rows(
        "scaled.png",
        "Scaled identity",
        "The contrast grows by half each time; the colours saturate at the limits of the input.",
        Filter("× 1.5", "identity", 3, scale=1.5),
        same_scale=True,
    ),
    rows(
        "negative.png",
        "Negative identity",
        "Each convolution gives the negative: red and blue trade places.",
        Filter("× −1", "identity", 3, scale=-1.0),
        same_scale=True,
    ),
    rows(
        "off-centre.png",
        "Off-centre identity",
        "The 1 is 5 rows below the centre and 7 columns to its right, so the picture moves up and to the left.",
        Filter("(5, 7)", "shifted_identity", 15, 5, 7),
        same_scale=True,
    ),
    rows(
        "box-blur.png",
        "Box blur",
        "The mean of a neighbourhood. A larger one blurs more, and the image loses more of its border.",
        Filter("3 × 3", "box_blur", 3),
        Filter("11 × 11", "box_blur", 11),
        same_scale=True,
    ),
    rows(
        "edge-bands.png",
        "Edge bands",
        "From left to right: red where dark becomes bright, blue where bright becomes dark.",
        Filter("3 × 3", "edge_bands", 3),
        Filter("9 × 9", "edge_bands", 9),
    ),
    Figure(
        "profiles.png",
        "The Gaussian family in one dimension",
        "The density, its first derivative, and its negated second derivative.",
        ("gaussian", "dgaussian", "ddgaussian"),
        figures.draw_profiles,
    ),
    rows(
        "gaussian.png",
        "Gaussian",
        "A soft blur. The entries do not sum to 1, so the values grow and each image has its own colour limits.",
        Filter("11 × 11", "gaussian2d", 11),
        Filter("21 × 21", "gaussian2d", 21),
    ),
    rows(
        "gabor.png",
        "Edge detectors",
        "The same edge detector at four angles. It responds most to edges in the direction of its stripes.",
        *(Filter(f"{angle}°", "gabor", 15, degrees=float(angle)) for angle in (0, 45, 90, 135)),
    ),
    rows(
        "lines.png",
        "Line detectors",
        "Bright vertical lines, thin and wide, become red: look at the stripes on the forehead.",
        Filter("9 × 9", "line2d", 9),
        Filter("21 × 21", "line2d", 21),
    ),
    rows(
        "spots.png",
        "Spot detectors",
        "Bright spots become red, dark ones blue: look at the dots where the whiskers grow.",
        Filter("9 × 9", "ddgaussian2d", 9),
        Filter("21 × 21", "ddgaussian2d", 21),
    ),
    Figure(
        "random.png",
        "Random kernels",
        "A network starts with kernels like these. The first has a positive sum, the last a negative one.",
        ("get_convolved",),
        partial(figures.draw_rows, make=figures.random_kernels, same_scale=False),
    ),
    Figure(
        "options.png",
        "Padding, stride and dilation",
        "An eye, 40 × 40 pixels, blurred. Padding adds zeros, which are black and darken the border.",
        ("conv_2d",),
        figures.draw_options,
    ),
    Figure(
        "rotation.gif", "Rotating edge detector", "A sweep over its angle.", ("sweep", "gabor"), figures.draw_rotation
    ),
    Figure(
        "growth.gif", "Growing spot detector", "A sweep over its size.", ("sweep", "ddgaussian2d"), figures.draw_growth
    ),
    Figure(
        "pupil.png",
        "The pupil, amplified",
        "The cross marks the largest response, the circles mark the pupils.",
        ("pupil_kernel",),
        figures.draw_pupil,
    ),
    Figure(
        "network.png",
        "The network learns to read",
        "Loss and accuracy after each call of train, and the final answers for the unseen images of each digit. "
        "The brighter a field, the more often this digit gets this answer.",
        ("CNN", "train"),
        networks.draw_training,
        trains=True,
    ),
    Figure(
        "inception.png",
        "What Inception sees",
        "The most probable classes of the cat, on logarithmic axes.",
        ("preprocess", "top_k"),
        networks.draw_classes,
    ),
)
