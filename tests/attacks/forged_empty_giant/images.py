# IDEA: a forged frame with an array that has no bytes and more rows than numbers can count
# DOOR: to_gray
# MUST: 0 points; the judge trips nowhere
# EXPECT: 0 failed,error
import sys

wire = sys.modules["grader.values"]


def to_gray(image):
    return wire.Items("list", (wire.Array("numpy", "float32", (2**63, 0, 2**63), b""), 2**63 - 1, float("nan")))
