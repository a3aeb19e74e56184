"""Other code with the answers of known mistakes of train."""

import itertools

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from reference.cnn import train


def _epochs(model, loader, epochs, learning_rate, loss_of=F.cross_entropy):
    """Train as one should; yield an array for each epoch with the losses of its batches."""
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    for _ in range(epochs):
        losses = np.zeros(0)
        for images, labels in loader:
            loss = loss_of(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses = np.append(losses, loss.item())
        yield losses


def _weighted(model, loader, epochs, learning_rate, loss_of):
    sizes = [len(labels) for _, labels in loader]
    return [
        float(np.average(losses, weights=sizes)) for losses in _epochs(model, loader, epochs, learning_rate, loss_of)
    ]


# What is returned


def mean_of_batch_means(model, loader, epochs=1, learning_rate=1e-3):
    """Updates a mean with every batch."""
    history = []
    for losses in _epochs(model, loader, epochs, learning_rate):
        mean = 0.0
        for count, loss in enumerate(losses, start=1):
            mean += (loss - mean) / count
        history.append(mean)
    return history


def batch_means_divided_by_images(model, loader, epochs=1, learning_rate=1e-3):
    """Adds each loss as a share of all images."""
    return [
        sum(loss / len(loader.dataset) for loss in losses) for losses in _epochs(model, loader, epochs, learning_rate)
    ]


def last_batch_loss_only(model, loader, epochs=1, learning_rate=1e-3):
    """Uses the variable of the loop after the loop."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
        history += [float(loss)]
    return history


def one_loss_for_each_batch(model, loader, epochs=1, learning_rate=1e-3):
    """Joins the losses of all epochs."""
    return np.concatenate(list(_epochs(model, loader, epochs, learning_rate))).tolist()


def mean_since_the_start(model, loader, epochs=1, learning_rate=1e-3):
    """Averages the right losses of the epochs up to each one."""
    history = train(model, loader, epochs, learning_rate)
    return [float(np.mean(history[:count])) for count in range(1, len(history) + 1)]


def total_not_reset(model, loader, epochs=1, learning_rate=1e-3):
    """Adds up the right losses of the epochs."""
    return [*itertools.accumulate(train(model, loader, epochs, learning_rate))]


def last_epoch_only(model, loader, epochs=1, learning_rate=1e-3):
    """Writes every epoch's loss over the one before."""
    sizes = [len(labels) for _, labels in loader]
    for losses in _epochs(model, loader, epochs, learning_rate):
        mean = losses @ sizes / sum(sizes)
    return float(mean)


def return_inside_the_loop(model, loader, epochs=1, learning_rate=1e-3):
    """Leaves both loops after the first step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for images, labels in itertools.islice(loader, 1):
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history


def model_returned(model, loader, epochs=1, learning_rate=1e-3):
    """Trains, and puts the model into train mode at the end, which gives the model."""
    for _ in _epochs(model, loader, epochs, learning_rate):
        pass
    return model.train()


def tensors_returned(model, loader, epochs=1, learning_rate=1e-3):
    """Adds up losses that are detached, but still tensors."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = torch.zeros(epochs)
    for epoch in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            history[epoch] += loss.detach() * len(labels) / len(loader.dataset)
    return list(history)


# The loss


def softmax_before_the_loss(model, loader, epochs=1, learning_rate=1e-3):
    """Takes the logarithm of the softmax of probabilities."""

    def loss_of(logits, labels):
        probabilities = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
        return -probabilities.softmax(dim=1).gather(1, labels[:, None]).log().mean()

    return _weighted(model, loader, epochs, learning_rate, loss_of)


def nll_loss_of_logits(model, loader, epochs=1, learning_rate=1e-3):
    """Picks the labels' logits and raises them."""
    return _weighted(model, loader, epochs, learning_rate, lambda x, y: -x.gather(1, y[:, None]).mean())


def mean_squared_error(model, loader, epochs=1, learning_rate=1e-3):
    """Squares the distances to rows of the identity matrix."""
    return _weighted(model, loader, epochs, learning_rate, lambda x, y: ((x - torch.eye(10)[y]) ** 2).mean())


def loss_negated(model, loader, epochs=1, learning_rate=1e-3):
    """Averages the logarithms of the labels' probabilities."""
    return _weighted(model, loader, epochs, learning_rate, lambda x, y: x.log_softmax(1).gather(1, y[:, None]).mean())


# The loop


def zero_grad_forgotten(model, loader, epochs=1, learning_rate=1e-3):
    """Clears the gradients before all epochs only."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    optimizer.zero_grad()
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels, reduction="sum")
            (loss / len(labels)).backward()
            optimizer.step()
            total += loss.item()
        history.append(total / len(loader.dataset))
    return history


def zero_grad_once_per_epoch(model, loader, epochs=1, learning_rate=1e-3):
    """Forgets the gradients at the end of every epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
        for parameter in model.parameters():
            parameter.grad = None
        history.append(total / len(loader.dataset))
    return history


def step_forgotten(model, loader, epochs=1, learning_rate=1e-3):
    """Clears the gradients just before the step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item() * len(labels)
        history.append(total / len(loader.dataset))
    return history


def first_batch_of_each_epoch(model, loader, epochs=1, learning_rate=1e-3):
    """Trains on a list in which the first batch is there once for every epoch."""
    first = next(batch for batch in loader)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for images, labels in [first] * epochs:
        loss = F.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history


def last_batch_dropped(model, loader, epochs=1, learning_rate=1e-3):
    """Makes a loader of its own, with drop_last."""
    return train(model, DataLoader(loader.dataset, loader.batch_size, drop_last=True), epochs, learning_rate)


def epochs_ignored(model, loader, epochs=1, learning_rate=1e-3):
    """Has no loop over epochs."""
    sizes = [len(labels) for _, labels in loader]
    (losses,) = _epochs(model, loader, 1, learning_rate)
    return [float(losses @ sizes) / sum(sizes)]


def learning_rate_ignored(model, loader, epochs=1, learning_rate=1e-3):
    """Writes the usual learning rate over the one that is given."""
    learning_rate = 0.001
    return _weighted(model, loader, epochs, learning_rate, F.cross_entropy)
