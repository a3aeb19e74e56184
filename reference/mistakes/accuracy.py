"""Known mistakes of accuracy."""

import torch
import torch.nn.functional as F

from reference.cnn import accuracy
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(accuracy)
percent = forms.percent(accuracy)


def _answers(model, loader):
    """Return the logits and labels of each batch, found as they should be."""
    was_training = model.training
    model.eval()
    with torch.no_grad():
        answers = [(model(images), labels) for images, labels in loader]
    model.train(was_training)
    return answers


def _correct(logits, labels):
    return int((logits.argmax(dim=1) == labels).sum())


def _count(model, loader):
    """Return how many images are classified correctly, of how many, in whatever mode the model is."""
    pairs = [(_correct(model(images), labels), len(labels)) for images, labels in loader]
    return [sum(column) for column in zip(*pairs, strict=True)]


def _total(model, loader, judge):
    """Return the sum of a number for each batch, divided by the number of images."""
    answers = _answers(model, loader)
    return sum(judge(*answer) for answer in answers) / sum(len(labels) for _, labels in answers)


def error_rate(model, loader):
    """This is the fraction classified wrongly; return the fraction classified correctly."""
    return 1 - accuracy(model, loader)


def count_of_correct(model, loader):
    """This is the number of images classified correctly; divide it by the number of images."""
    return float(sum(_correct(*answer) for answer in _answers(model, loader)))


def divided_by_batches(model, loader):
    """This is the mean number classified correctly per batch, as when their sum is divided by len(loader); divide it by
    the number of images.
    """
    return count_of_correct(model, loader) / len(loader)


def mean_of_batch_means(model, loader):
    """The fractions of the batches are averaged, so a short last batch counts too much; weight each by its size."""
    fractions = [_correct(*answer) / len(answer[1]) for answer in _answers(model, loader)]
    return sum(fractions) / len(fractions)


def batch_means_and_eval_mode_kept(model, loader):
    """The fractions of the batches are averaged, so a short last batch counts too much, and the model stays in eval
    mode.
    """
    model.eval()
    return mean_of_batch_means(model, loader)


def first_batch_only(model, loader):
    """Only the first batch counts, as if `return` stood inside the loop; count over all batches."""
    was_training = model.training
    model.eval()
    images, labels = next(iter(loader))
    with torch.no_grad():
        fraction = _correct(model(images), labels) / len(labels)
    model.train(was_training)
    return fraction


def last_batch_dropped(model, loader):
    """A short last batch is left out; every image counts."""
    answers = [(logits, labels) for logits, labels in _answers(model, loader) if len(labels) == loader.batch_size]
    return sum(_correct(*answer) for answer in answers) / sum(len(labels) for _, labels in answers)


def argmax_over_the_batch_compared_whole(model, loader):
    """Comparing predictions and labels raises RuntimeError, as when argmax runs along axis 0; argmax(dim=1) gives one
    for each image.
    """
    return _total(model, loader, lambda logits, labels: int((logits.argmax(dim=0) == labels).sum()))


def tensor_returned(model, loader):
    """The result is a tensor; .item() makes a float of it."""
    return torch.tensor(accuracy(model, loader))


def without_eval_mode(model, loader):
    """The model stays in the mode that it has; call model.eval() first, for dropout and batch normalisation."""
    with torch.no_grad():
        correct, count = _count(model, loader)
    return correct / count


def train_mode(model, loader):
    """The model runs in train mode; call model.eval() first."""
    was_training = model.training
    model.train()
    fraction = without_eval_mode(model, loader)
    model.train(was_training)
    return fraction


def with_gradients(model, loader):
    """The model runs with gradients enabled, which costs memory and time; use torch.no_grad()."""
    was_training = model.training
    model.eval()
    correct, count = _count(model, loader)
    model.train(was_training)
    return correct / count


def neither_eval_mode_nor_no_grad(model, loader):
    """The model runs in the mode that it has, with gradients enabled; use model.eval() and torch.no_grad(), and restore
    the mode.
    """
    correct, count = _count(model, loader)
    return correct / count


def eval_mode_kept(model, loader):
    """The model stays in eval mode; restore the mode that it was in, with model.train(was_training)."""
    model.eval()
    return accuracy(model, loader)


def train_mode_afterwards(model, loader):
    """The model is always in train mode afterwards; restore the mode that it was in, with model.train(was_training)."""
    fraction = accuracy(model, loader)
    model.train()
    return fraction


def trained_meanwhile(model, loader):
    """The model's weights change while it is evaluated; leave them as they are."""
    was_training = model.training
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for images, labels in loader:
        optimizer.zero_grad()
        F.cross_entropy(model.train()(images), labels).backward()
        optimizer.step()
    model.train(was_training)
    return accuracy(model, loader)
