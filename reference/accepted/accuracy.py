"""Accepted solutions of accuracy."""

import copy
from contextlib import contextmanager

import numpy as np
import torch
from sklearn.metrics import accuracy_score


def all_answers_together(model, loader):
    """All answers are concatenated first, then compared at once."""
    was_training = model.training
    model.train(False)
    with torch.no_grad():
        pairs = [(model(images), labels) for images, labels in loader]
    model.train(was_training)
    logits, labels = (torch.cat(parts) for parts in zip(*pairs))
    return (logits.argmax(-1) == labels).double().mean().item()


def errors_counted(model, loader):
    """The images classified wrongly are counted and subtracted."""
    was_training = model.training
    model.eval()
    wrong = count = 0
    with torch.no_grad():
        for images, labels in loader:
            guess = model(images).topk(1, dim=1).indices.squeeze(1)
            wrong += torch.count_nonzero(guess - labels).item()
            count += labels.size(0)
    model.train(was_training)
    return 1 - wrong / count


def frozen_parameters(model, loader):
    """Gradients are disabled by requires_grad_ and enabled again afterwards."""
    was_training = model.training
    wanted = [p for p in model.parameters() if p.requires_grad]
    for p in wanted:
        p.requires_grad_(False)
    model.eval()
    hits = [bool(hit) for images, labels in loader for hit in model(images).argsort(dim=1)[:, -1] == labels]
    for p in wanted:
        p.requires_grad_(True)
    model.train(was_training)
    return hits.count(True) / len(hits)


@contextmanager
def _measuring(model):
    mode, gradients = model.training, torch.is_grad_enabled()
    model.eval()
    torch.set_grad_enabled(False)
    yield model
    torch.set_grad_enabled(gradients)
    model.train(mode)


def grad_mode_switched(model, loader):
    """Gradients switched off and on again by hand; a context manager for the mode."""
    right = torch.tensor(0)
    with _measuring(model) as reader:
        for images, labels in loader:
            right += reader(images).argmax(1).eq(labels).sum()
    return right.item() / len(loader.dataset)


@torch.inference_mode()
def inference_mode(model, loader):
    """A decorator for inference mode; means weighted by size."""
    mode = model.training
    model.eval()
    total = sum((torch.max(model(x), 1)[1] == y).double().mean().item() * len(y) for x, y in loader)
    model.train(mode)
    return total / len(loader.dataset)


def by_numpy(model, loader):
    """Guesses and labels as NumPy arrays; a NumPy float."""
    training = model.training
    model.eval()
    right = []
    with torch.no_grad():
        for images, labels in loader:
            right.append(np.argmax(model(images).numpy(), axis=1) == labels.numpy())
    if training:
        model.train()
    return np.concatenate(right).mean()


def one_by_one(model, loader):
    """Python loops over single images."""
    modes = {module: module.training for module in model.modules()}
    model.eval()
    verdicts = []
    try:
        for images, labels in loader:
            for image, label in zip(images, labels):
                with torch.no_grad():
                    verdicts.append(model(image[None])[0].tolist())
                    verdicts[-1] = verdicts[-1].index(max(verdicts[-1])) == int(label)
    finally:
        for module, mode in modes.items():
            module.training = mode
    return sum(verdicts) / len(verdicts)


def scikit_learn(model, loader):
    """scikit-learn's accuracy_score, on a deep copy of the model."""
    judge = copy.deepcopy(model).eval().requires_grad_(False)
    guesses, truth = [], []
    for images, labels in loader:
        guesses += judge(images).softmax(dim=1).argmax(dim=1).tolist()
        truth += labels.tolist()
    return float(accuracy_score(truth, guesses))
