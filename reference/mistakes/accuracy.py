"""Known mistakes of accuracy."""

import torch
import torch.nn.functional as F

from reference.cnn import accuracy
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(accuracy)
rounded = forms.rounded(accuracy)
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
    """The number classified correctly is divided by the number of batches, len(loader); divide by the number of
    images.
    """
    return count_of_correct(model, loader) / len(loader)


def divided_by_full_batches(model, loader):
    """The number classified correctly is divided by len(loader) * loader.batch_size, but the last batch is short."""
    return count_of_correct(model, loader) / (len(loader) * loader.batch_size)


def divided_by_the_last_batch(model, loader):
    """The number classified correctly in all batches is divided by the size of the last batch; add up the sizes too."""
    answers = _answers(model, loader)
    return sum(_correct(*answer) for answer in answers) / len(answers[-1][1])


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


def batch_means_divided_by_images(model, loader):
    """The fractions of the batches are added and divided by the number of images; add up numbers of images, not
    fractions.
    """
    return _total(model, loader, lambda logits, labels: _correct(logits, labels) / len(labels))


def one_for_each_batch(model, loader):
    """The result is a list with the fraction of each batch; return one fraction over all images."""
    return [_correct(*answer) / len(answer[1]) for answer in _answers(model, loader)]


def first_batch_only(model, loader):
    """Only the first batch counts, as if `return` stood inside the loop; count over all batches."""
    was_training = model.training
    model.eval()
    images, labels = next(iter(loader))
    with torch.no_grad():
        fraction = _correct(model(images), labels) / len(labels)
    model.train(was_training)
    return fraction


def last_batch_only(model, loader):
    """Only the last batch counts, as if the counts were reset in each batch; set them to 0 once, before the loop."""
    logits, labels = _answers(model, loader)[-1]
    return _correct(logits, labels) / len(labels)


def last_batch_dropped(model, loader):
    """A short last batch is left out; every image counts."""
    answers = [(logits, labels) for logits, labels in _answers(model, loader) if len(labels) == loader.batch_size]
    return sum(_correct(*answer) for answer in answers) / sum(len(labels) for _, labels in answers)


def integer_division(model, loader):
    """The result is 0 or 1, as division with // gives it; use /."""
    return float(accuracy(model, loader) // 1)


def smallest_logit(model, loader):
    """The smallest logit decides; the predicted class is the one with the largest logit."""
    return _total(model, loader, lambda logits, labels: _correct(-logits, labels))


def best_five(model, loader):
    """An image counts as correct when its label is among the five largest logits; it should be the largest one."""

    def judge(logits, labels):
        return int((logits.topk(5, dim=1).indices == labels[:, None]).any(dim=1).sum())

    return _total(model, loader, judge)


def argmax_over_the_batch(model, loader):
    """argmax runs along axis 0, over the images; argmax(dim=1) gives one class for each image."""
    return _total(model, loader, lambda logits, labels: int((logits.argmax(dim=0)[: len(labels)] == labels).sum()))


def argmax_over_the_batch_compared_whole(model, loader):
    """argmax along axis 0 gives ten numbers, whose comparison with the labels raises RuntimeError; use
    argmax(dim=1).
    """
    return _total(model, loader, lambda logits, labels: int((logits.argmax(dim=0) == labels).sum()))


def argmax_over_everything(model, loader):
    """argmax without dim finds one largest logit in the whole batch; argmax(dim=1) gives one class for each image."""
    return _total(model, loader, lambda logits, labels: int((logits.argmax() == labels).sum()))


def every_pair_compared(model, loader):
    """Every prediction is compared with every label, as with argmax(dim=1, keepdim=True); leave keepdim out."""
    return _total(model, loader, lambda logits, labels: int((logits.argmax(dim=1, keepdim=True) == labels).sum()))


def largest_logit_compared(model, loader):
    """The largest logit itself is compared with the label; compare its index, which argmax(dim=1) gives."""
    return _total(model, loader, lambda logits, labels: int((logits.max(dim=1).values.round() == labels).sum()))


def mean_loss(model, loader):
    """This is the mean loss; return the fraction of images that are classified correctly."""
    return _total(model, loader, lambda logits, labels: F.cross_entropy(logits, labels, reduction="sum").item())


def mean_probability(model, loader):
    """This is the mean probability of the correct class; return how often it has the largest logit."""

    def judge(logits, labels):
        return F.softmax(logits, dim=1)[torch.arange(len(labels)), labels].sum().item()

    return _total(model, loader, judge)


def pair_returned(model, loader):
    """The result is a pair of two counts; divide the images classified correctly by all images."""
    answers = _answers(model, loader)
    return sum(_correct(*answer) for answer in answers), sum(len(labels) for _, labels in answers)


def tensor_returned(model, loader):
    """The result is a tensor; .item() makes a float of it."""
    return torch.tensor(accuracy(model, loader))


def tensor_returned_and_eval_mode_kept(model, loader):
    """The result is a tensor instead of a float, and the model stays in eval mode."""
    model.eval()
    return tensor_returned(model, loader)


def text_returned(model, loader):
    """The result is a string such as '50.0%'; return a float from 0 to 1."""
    return f"{accuracy(model, loader):.1%}"


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
    """Neither model.eval() nor torch.no_grad() is used; evaluation needs both, and the mode restored afterwards."""
    correct, count = _count(model, loader)
    return correct / count


def eval_mode_kept(model, loader):
    """The model stays in eval mode; restore the mode that it was in, with model.train(was_training)."""
    model.eval()
    return accuracy(model, loader)


def eval_mode_kept_with_gradients(model, loader):
    """The model runs with gradients enabled and stays in eval mode; use torch.no_grad() and restore the mode."""
    model.eval()
    return with_gradients(model, loader)


def percent_and_eval_mode_kept(model, loader):
    """The result is in percent instead of a fraction from 0 to 1, and the model stays in eval mode."""
    model.eval()
    return 100 * accuracy(model, loader)


def train_mode_afterwards(model, loader):
    """The model is always in train mode afterwards; restore the mode that it was in, with model.train(was_training)."""
    fraction = accuracy(model, loader)
    model.train()
    return fraction


def train_mode_afterwards_with_gradients(model, loader):
    """The model runs with gradients enabled and is always in train mode afterwards; use torch.no_grad() and restore the
    mode.
    """
    fraction = with_gradients(model, loader)
    model.train()
    return fraction


def layers_left_in_eval_mode(model, loader):
    """The layers inside the model stay in eval mode; model.train(was_training) reaches them too."""
    was_training = model.training
    fraction = eval_mode_kept(model, loader)
    model.training = was_training
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
