"""Other code with the answers of known mistakes of accuracy."""

from contextlib import contextmanager

import numpy as np
import torch
import torch.nn.functional as F

from reference.cnn import accuracy


@contextmanager
def _mode(model, training):
    before = model.training
    yield model.train(training)
    model.train(before)


def _hits(model, loader):
    """Return for each batch which of its images are classified correctly, in whatever mode the model is."""
    return [torch.eq(model(images).max(dim=1).indices, labels) for images, labels in loader]


@torch.no_grad()
def _right_hits(model, loader):
    with _mode(model, training=False):
        return _hits(model, loader)


def _share(hits):
    return float(torch.cat(hits).double().mean())


def percent(model, loader):
    """Counts every correct image as 100."""
    hits = torch.cat(_right_hits(model, loader))
    return sum(100.0 for hit in hits if hit) / len(hits)


def error_rate(model, loader):
    """Counts where predictions and labels differ."""
    hits = torch.cat(_right_hits(model, loader))
    return int(torch.count_nonzero(~hits)) / len(hits)


def count_of_correct(model, loader):
    """Adds 1.0 for every correct image."""
    return float(torch.cat(_right_hits(model, loader)).float().sum())


def divided_by_batches(model, loader):
    """Averages the counts of the batches."""
    return float(np.mean([int(hits.sum()) for hits in _right_hits(model, loader)]))


def mean_of_batch_means(model, loader):
    """Updates a mean with every batch."""
    mean = 0.0
    for number, hits in enumerate(_right_hits(model, loader), start=1):
        mean += (_share([hits]) - mean) / number
    return mean


def batch_means_and_eval_mode_kept(model, loader):
    """Adds each batch's share of all batches, and leaves the model as it was used."""
    with torch.inference_mode():
        return sum(_share([hits]) / len(loader) for hits in _hits(model.eval(), loader))


def first_batch_only(model, loader):
    """Looks at the first batch's hits."""
    return _share(_right_hits(model, loader)[:1])


def last_batch_dropped(model, loader):
    """Counts only as many batches as are full."""
    full = len(loader.dataset) // loader.batch_size
    return _share(_right_hits(model, loader)[:full])


def argmax_over_the_batch_compared_whole(model, loader):
    """Compares the logits themselves with the labels."""
    with torch.no_grad(), _mode(model, training=False):
        answers = [(model(images), labels) for images, labels in loader]
    return _share([logits == labels for logits, labels in answers])


def tensor_returned(model, loader):
    """Averages ones and zeros of all images, and returns what comes out."""
    return torch.cat(_right_hits(model, loader)).float().mean()


def without_eval_mode(model, loader):
    """Runs the model in inference mode only."""
    with torch.inference_mode():
        return _share(_hits(model, loader))


def train_mode(model, loader):
    """Switches to the other mode for a moment."""
    with torch.no_grad(), _mode(model, training=True):
        return _share(_hits(model, loader))


def with_gradients(model, loader):
    """Switches to eval mode for a moment, and does nothing about gradients."""
    with _mode(model, training=False):
        return _share(_hits(model, loader))


def neither_eval_mode_nor_no_grad(model, loader):
    """Detaches the logits when it is too late."""
    right = [int((model(images).detach().argmax(1) == labels).sum()) for images, labels in loader]
    return sum(right) / len(loader.dataset)


def eval_mode_kept(model, loader):
    """Never goes back from eval mode."""
    with torch.inference_mode():
        return _share(_hits(model.train(False), loader))


def train_mode_afterwards(model, loader):
    """Takes it for granted that the model was in train mode."""
    with torch.no_grad():
        hits = _hits(model.eval(), loader)
    model.train(True)
    return _share(hits)


def trained_meanwhile(model, loader):
    """Goes down the gradients by hand before it counts."""
    with _mode(model, training=True):
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            slopes = torch.autograd.grad(loss, list(model.parameters()))
            for parameter, slope in zip(model.parameters(), slopes, strict=True):
                parameter.data -= 0.01 * slope
    return accuracy(model, loader)
