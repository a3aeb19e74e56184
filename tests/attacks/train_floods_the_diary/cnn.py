# IDEA: the model is asked so often that its diary has more entries than any answer may hold
# DOOR: train
# MUST: at most the points of who neither trains nor leaves gradients; no question is answered by a flood
# CAP: 1
# EXPECT: 0 failed,error
import torch


def train(model, loader, epochs=1, learning_rate=1e-3):
    one = torch.zeros(1, 1, 28, 28)
    for _ in range(1500):
        model(one)
    return [0.0] * epochs
