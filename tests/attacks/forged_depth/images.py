# IDEA: answers are lists in lists in lists, deeper than the judge can follow them by functions that call themselves
# DOOR: to_gray
# MUST: 0 points; the search for a known mistake does not trip over it
# EXPECT: 0 failed,error
import sys

wire = sys.modules["grader.values"]


def nested(depth):
    value = 1
    for _ in range(depth):
        value = wire.Items("list", (value,))
    return value


def to_gray(image):
    return nested(400)
