# IDEA: making the network never ends, and alarms, traces and exceptions do not reach it
# DOOR: CNN
# MUST: 0 points for want of time, within the time of the exercise
# EXPECT: 0 timeout
import re

from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        re.match(r"(a|aa)+$", "a" * 60 + "b")
