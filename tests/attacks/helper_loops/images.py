# IDEA: a helper never ends, and catches whatever would end it
# DOOR: to_gray
# MUST: 0 points for want of time; the import has a limit of its own, so that no check waits for it again
# EXPECT: 0 timeout
import helper


def to_gray(image):
    return image.mean(axis=2).astype("float32")
