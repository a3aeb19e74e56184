# IDEA: a right network that wipes the images after it has read them, through another name of their memory
# DOOR: CNN
# MUST: the images must stay as they were; only what is asked without them may count
# CAP: 2
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
        x.detach().numpy()[:] = 0.5
        return logits
