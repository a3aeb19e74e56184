"""A weighted average by NumPy, a list of NumPy floats; the gradients are cleared after each step."""


import numpy as np


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.NAdam(model.parameters(), lr=learning_rate)
    optimizer.zero_grad()
    history = []
    while len(history) < epochs:
        losses, sizes = [], []
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            sizes.append(len(labels))
        history.append(np.average(losses, weights=sizes))
    return history
