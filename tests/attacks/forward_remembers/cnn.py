# IDEA: a right network that answers from memory when it sees an object or a shape again
# DOOR: CNN
# MUST: one point less at least: equal places hold other values
# CAP: 4
# EXPECT: 0 failed
from torch import nn

SEEN = {}


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        key = id(x._base if x._base is not None else x), tuple(x.shape), self.training
        if key not in SEEN or self.training:
            SEEN[key] = self.layers(x).detach() if not self.training else self.layers(x)
        return SEEN[key]
