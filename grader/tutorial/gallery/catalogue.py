"""List the figures of the gallery, in the order of the tutorial."""

from __future__ import annotations

from functools import partial

from grader.tutorial.gallery import networks as network
from grader.tutorial.gallery.figures import (
    Figure,
    Filter,
    growing,
    options,
    preparation,
    profiles,
    pupil,
    random_kernels,
    strip,
    strips,
    turning,
)

FIGURES = (
    Figure(
        "picture.png",
        "The picture",
        "From the photograph to a gray square with mean 0 and deviation 1.",
        ("to_gray", "crop", "standardize"),
        preparation,
    ),
    strip("identity.png", "Identity", "Nothing changes.", Filter("1", "identity", (3,)), alike=True),
    strip(
        "scaled.png",
        "Scaled identity",
        "Contrast grows by half each time, until bright is white and dark is black.",
        Filter("× 1.5", "identity", (3,), (("scale", 1.5),)),
        alike=True,
    ),
    strip(
        "negative.png",
        "Negative identity",
        "A negative, and the negative of that.",
        Filter("× −1", "identity", (3,), (("scale", -1.0),)),
        alike=True,
    ),
    strip(
        "off-centre.png",
        "Off-centre identity",
        "The 1 sits 5 rows below and 7 columns right of the centre: the picture moves up and to the left.",
        Filter("(5, 7)", "shifted_identity", (15, 5, 7)),
        alike=True,
    ),
    strip(
        "box-blur.png",
        "Box blur",
        "The mean of a neighbourhood; a larger one blurs more and loses more of the rim.",
        Filter("3 × 3", "box_blur", (3,)),
        Filter("11 × 11", "box_blur", (11,)),
        alike=True,
    ),
    strip(
        "edge-bands.png",
        "Edge bands",
        "Bright where dark turns bright from left to right, dark where bright turns dark.",
        Filter("3 × 3", "edge_bands", (3,)),
        Filter("9 × 9", "edge_bands", (9,)),
    ),
    Figure(
        "profiles.png",
        "The Gaussian family in one dimension",
        "The density, its first derivative, and its second derivative turned over.",
        ("gaussian", "dgaussian", "ddgaussian"),
        profiles,
    ),
    strip(
        "gaussian.png",
        "Gaussian",
        "A soft blur; its entries do not sum to 1, so brightness grows and each image has limits of its own.",
        Filter("11 × 11", "gaussian2d", (11,)),
        Filter("21 × 21", "gaussian2d", (21,)),
    ),
    strip(
        "gabor.png",
        "Edge detectors",
        "The same edge detector at four angles; each finds the edges that lie across it.",
        *(Filter(f"{angle}°", "gabor", (15,), (("degrees", float(angle)),)) for angle in (0, 45, 90, 135)),
    ),
    strip(
        "lines.png",
        "Line detectors",
        "Bright vertical lines, thin and broad: look at the stripes of the forehead.",
        Filter("9 × 9", "line2d", (9,)),
        Filter("21 × 21", "line2d", (21,)),
    ),
    strip(
        "spots.png",
        "Spot detectors",
        "Bright spots get white, dark ones black: look at the dots from which the whiskers grow.",
        Filter("9 × 9", "ddgaussian2d", (9,)),
        Filter("21 × 21", "ddgaussian2d", (21,)),
    ),
    Figure(
        "random.png",
        "Random kernels",
        "Nobody designed these. The first sums to more than 0, the last to less; a network begins with such kernels.",
        ("get_convolved",),
        partial(strips, make=random_kernels, alike=False),
    ),
    Figure(
        "options.png",
        "Padding, stride and dilation",
        "An eye of 40 × 40 pixels, blurred. A padded frame is black and darkens the rim.",
        ("conv_2d",),
        options,
    ),
    Figure("turning.gif", "Turning edge detector", "A sweep over the angle of gabor.", ("sweep", "gabor"), turning),
    Figure(
        "growing.gif",
        "Growing spot detector",
        "A sweep over the size of ddgaussian2d.",
        ("sweep", "ddgaussian2d"),
        growing,
    ),
    Figure(
        "pupil.png",
        "The pupil, amplified",
        "The red cross is where the response is largest; the pupils are in the yellow circles.",
        ("pupil_kernel",),
        pupil,
    ),
    Figure(
        "network.png",
        "The network learns to read",
        "train is called for one part of the images after another. Loss and accuracy after each of them, and what the "
        "network takes each unseen digit for in the end; the deeper the blue, the larger the share.",
        ("CNN", "train"),
        network.lesson,
    ),
    Figure(
        "inception.png",
        "What Inception sees",
        "The most probable classes of the cat; the axis is logarithmic.",
        ("preprocess", "top_k"),
        network.naming,
    ),
)
