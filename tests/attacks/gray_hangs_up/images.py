# IDEA: all descriptors are closed, the one to the judge among them, and the process goes on
# DOOR: to_gray
# MUST: 0 points, told as what it is, and not as a limit or as a crash that nobody saw
# SAYS: disconnected from the grader
# EXPECT: 0 crashed
import os
import time


def to_gray(image):
    os.closerange(3, 1024)
    time.sleep(1000)
