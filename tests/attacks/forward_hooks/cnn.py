# IDEA: the first forward leaves hooks on all modules of the process, which spoil and end whatever is asked later
# DOOR: CNN
# MUST: 0 points; it is the submission's own process
# CAP: 1
# EXPECT: 0 error,failed,crashed
import os

import torch
from torch import nn


def leave(module, arguments, result):
    if torch.is_grad_enabled():
        os._exit(0)
    raise KeyboardInterrupt("a hook was here")


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        nn.modules.module.register_module_forward_hook(leave, always_call=True)
        return self.layers(x)
