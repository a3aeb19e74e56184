"""Known mistakes of train."""

from itertools import chain

import numpy as np
import torch
import torch.nn.functional as F

from reference.cnn import train
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(train)


def _losses(model, loader, epochs, learning_rate, loss=F.cross_entropy):
    """Train as one should; return for each epoch the loss and the size of every batch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        batches = []
        for images, labels in loader:
            optimizer.zero_grad()
            value = loss(model(images), labels)
            value.backward()
            optimizer.step()
            batches.append((value.item(), len(labels)))
        history.append(batches)
    return history


def _mean(batches):
    return sum(loss * size for loss, size in batches) / sum(size for _, size in batches)


def _trained_by(model, loader, epochs, learning_rate, loss):
    return [_mean(batches) for batches in _losses(model, loader, epochs, learning_rate, loss)]


# What is returned


def mean_of_batch_means(model, loader, epochs=1, learning_rate=1e-3):
    """The losses of the batches are averaged, so a short last batch counts too much; weight each loss by its batch
    size.
    """
    return [sum(loss for loss, _ in b) / len(b) for b in _losses(model, loader, epochs, learning_rate)]


def batch_means_divided_by_images(model, loader, epochs=1, learning_rate=1e-3):
    """The sum of the batches' mean losses is divided by the number of images; multiply each by its batch size first."""
    return [
        sum(loss for loss, _ in b) / sum(size for _, size in b) for b in _losses(model, loader, epochs, learning_rate)
    ]


def last_batch_loss_only(model, loader, epochs=1, learning_rate=1e-3):
    """The loss of the last batch stands for the whole epoch; return the mean over all its images."""
    return [batches[-1][0] for batches in _losses(model, loader, epochs, learning_rate)]


def one_loss_for_each_batch(model, loader, epochs=1, learning_rate=1e-3):
    """The list has a loss for each batch; it should have one for each epoch."""
    return [loss for batches in _losses(model, loader, epochs, learning_rate) for loss, _ in batches]


def mean_since_the_start(model, loader, epochs=1, learning_rate=1e-3):
    """Each entry is the mean over all epochs so far, as when the sum and the count are not set back to 0; return each
    epoch's own mean.
    """
    history = _losses(model, loader, epochs, learning_rate)
    return [_mean(list(chain(*history[: i + 1]))) for i in range(epochs)]


def total_not_reset(model, loader, epochs=1, learning_rate=1e-3):
    """Later losses contain those of earlier epochs, as when the sum is not set back to 0 at the start of each epoch;
    return each epoch's own loss.
    """
    return list(np.cumsum(train(model, loader, epochs, learning_rate)).tolist())


def last_epoch_only(model, loader, epochs=1, learning_rate=1e-3):
    """Only the last epoch's loss is returned, as one number; return a list with every epoch's loss."""
    return train(model, loader, epochs, learning_rate)[-1]


def return_inside_the_loop(model, loader, epochs=1, learning_rate=1e-3):
    """Training ends after the first batch, as if `return` stood inside the loop over batches."""
    images, labels = next(iter(loader))
    return train(model, [(images, labels)], 1, learning_rate)


def model_returned(model, loader, epochs=1, learning_rate=1e-3):
    """The model is returned; it is trained in place, so return the list of losses."""
    train(model, loader, epochs, learning_rate)
    return model


def tensors_returned(model, loader, epochs=1, learning_rate=1e-3):
    """The list holds tensors; .item() makes floats of them."""
    return [torch.tensor(loss) for loss in train(model, loader, epochs, learning_rate)]


# The loss


def softmax_before_the_loss(model, loader, epochs=1, learning_rate=1e-3):
    """The softmax is applied twice, as when one comes before cross_entropy, which contains one already; pass it the
    logits.
    """
    return _trained_by(model, loader, epochs, learning_rate, lambda x, y: F.cross_entropy(F.softmax(x, dim=1), y))


def nll_loss_of_logits(model, loader, epochs=1, learning_rate=1e-3):
    """The losses are minus the mean logit of the labels, which is what nll_loss makes of logits; use cross_entropy, or
    pass nll_loss the result of log_softmax.
    """
    return _trained_by(model, loader, epochs, learning_rate, F.nll_loss)


def mean_squared_error(model, loader, epochs=1, learning_rate=1e-3):
    """The loss is the mean squared error of the logits; use cross-entropy."""
    return _trained_by(model, loader, epochs, learning_rate, lambda x, y: F.mse_loss(x, F.one_hot(y, 10).float()))


def loss_negated(model, loader, epochs=1, learning_rate=1e-3):
    """The loss has the wrong sign, so training makes it worse; cross-entropy is minus the logarithm of a
    probability.
    """
    return _trained_by(model, loader, epochs, learning_rate, lambda x, y: -F.cross_entropy(x, y))


# The loop


def zero_grad_forgotten(model, loader, epochs=1, learning_rate=1e-3):
    """The gradients of all steps add up; call zero_grad() before each backward()."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    return _without_zero_grad(model, loader, epochs, optimizer, lambda: None)


def zero_grad_once_per_epoch(model, loader, epochs=1, learning_rate=1e-3):
    """The gradients of an epoch's batches add up, as when zero_grad() is called once per epoch; call it before each
    backward().
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    return _without_zero_grad(model, loader, epochs, optimizer, optimizer.zero_grad)


def _without_zero_grad(model, loader, epochs, optimizer, begin_epoch):
    history = []
    for _ in range(epochs):
        begin_epoch()
        batches = []
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            batches.append((loss.item(), len(labels)))
        history.append(batches)
    return [_mean(batches) for batches in history]


def step_forgotten(model, loader, epochs=1, learning_rate=1e-3):
    """The weights never change: call zero_grad(), backward() and step() for each batch, in this order."""
    history = []
    for _ in range(epochs):
        batches = []
        for images, labels in loader:
            model.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            batches.append((loss.item(), len(labels)))
        history.append(_mean(batches))
    return history


def first_batch_of_each_epoch(model, loader, epochs=1, learning_rate=1e-3):
    """Each epoch ends after its first batch; every epoch should see every batch."""
    history = []
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    for _ in range(epochs):
        images, labels = next(iter(loader))
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history


def last_batch_dropped(model, loader, epochs=1, learning_rate=1e-3):
    """A short last batch is left out; every epoch should see every image."""
    return train(model, _Whole(loader), epochs, learning_rate)


class _Whole:
    """A loader without its short last batch."""

    def __init__(self, loader):
        self.loader = loader

    def __iter__(self):
        return (batch for batch in self.loader if len(batch[1]) == self.loader.batch_size)


def epochs_ignored(model, loader, epochs=1, learning_rate=1e-3):
    """There is always one epoch, whatever `epochs` is."""
    return train(model, loader, 1, learning_rate)


def learning_rate_ignored(model, loader, epochs=1, learning_rate=1e-3):
    """The learning rate has no effect, as when the optimiser uses its default; pass lr=learning_rate."""
    return train(model, loader, epochs)
