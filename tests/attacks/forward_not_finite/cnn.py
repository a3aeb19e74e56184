# IDEA: NaN and infinite logits, which compare as neither larger nor smaller than any tolerance
# DOOR: CNN
# MUST: 0 points: what is not finite is not near anything
# EXPECT: 0 failed
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        logits = self.layers(x)
        return logits * float("nan") + float("inf")
