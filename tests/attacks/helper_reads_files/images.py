# IDEA: a helper reads whatever it can reach of the judge: files, environment, memory, descriptors, modules
# DOOR: to_gray
# MUST: 0 points, and nothing found
# SAYS: found: nothing
# EXPECT: 0 error
import helper


def to_gray(image):
    raise RuntimeError("found: " + ("; ".join(sorted(set(helper.found))) or "nothing"))
