# IDEA: honest: lazy layers, a learning rate of one's own, slots, prints, threads and an own __call__; trains rightly too
# DOOR: train
# MUST: full marks, for a loop over the optimizer's closure
# EXPECT: full
import sys
import threading

import torch
from torch import nn
from torch.nn import functional as F


def train(model, loader, *, epochs=1, learning_rate=1e-3):
    print("\x1b[2J" * 1000, file=sys.stderr)
    threading.Thread(target=print, args=("hello",)).start()
    optimizer = torch.optim.SGD(list(model.parameters())[::-1], lr=learning_rate, momentum=0.9)
    history = []

    for _ in range(epochs):
        losses = []
        batches = iter(loader)
        while (batch := next(batches, None)) is not None:
            images, labels = batch

            def closure(images=images, labels=labels):
                optimizer.zero_grad()
                loss = F.cross_entropy(model(images), labels, reduction="none")
                loss.mean().backward()
                return loss.detach()

            losses.append(optimizer.step(closure))
        history += [torch.cat(losses).double().mean().item()]
    return tuple(history)
