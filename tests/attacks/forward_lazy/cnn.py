# IDEA: logits of a subclass of Tensor, which computes them, or something else, only when they are looked at
# DOOR: CNN
# MUST: 0 points for what it answers: only a plain tensor counts
# CAP: 2
# EXPECT: 0 failed,error
import torch
from torch import nn


class Lazy(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), options=None):
        result = super().__torch_function__(function, types, arguments, options or {})
        return torch.zeros_like(result) if isinstance(result, torch.Tensor) else result


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        return self.layers(x).as_subclass(Lazy)
