# IDEA: a helper ends the process with exit code 0 while it is imported
# DOOR: to_gray
# MUST: 0 points: a process that is gone has answered nothing, whatever its exit code
# EXPECT: 0 crashed
import helper


def to_gray(image):
    return image.mean(axis=2).astype("float32")
