# IDEA: a helper rewrites the kit's code in the worker, so that every question is answered by "passed" and full points
# DOOR: to_gray
# MUST: 0 points: a worker sends answers, and no verdict is taken from it
# EXPECT: 0 failed,error
import helper


def to_gray(image):
    return "passed"
