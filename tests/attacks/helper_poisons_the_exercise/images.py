# IDEA: a helper replaces what the exercise's own module is made of: it puts other modules in the place of this one
# DOOR: to_gray
# MUST: 0 points: whatever stands in sys.modules is called like any other code, and answers with zeros
# CAP: 1
# EXPECT: 0 failed
import helper


def to_gray(image):
    raise RuntimeError("never called")
