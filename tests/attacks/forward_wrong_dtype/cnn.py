# IDEA: a right network in double precision inside, with logits of that dtype
# DOOR: CNN
# MUST: float32 is asked; what is right whatever the dtype may count
# CAP: 4
# EXPECT: 0 failed
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )
        self.double()

    def forward(self, x):
        return self.layers(x.double())
