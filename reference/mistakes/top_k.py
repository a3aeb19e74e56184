"""Known mistakes of top_k."""

import torch

from reference.inception import top_k
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(top_k)


def _logits(model, batch):
    model.eval()
    with torch.no_grad():
        return model(batch)


def _best(numbers, class_names, k, order=None):
    """Return the names and numbers of the k classes with the largest numbers, or with the largest in `order`."""
    best = (numbers if order is None else order).topk(k).indices.tolist()
    return [(class_names[i], float(numbers[i])) for i in best]


def no_softmax(model, batch, class_names, k=5):
    """The numbers are logits; convert them into probabilities with a softmax over the classes."""
    return _best(_logits(model, batch)[0], class_names, k)


def log_softmax(model, batch, class_names, k=5):
    """The numbers are logarithms of probabilities, as log_softmax gives them; return the probabilities themselves."""
    return _best(torch.log_softmax(_logits(model, batch)[0], dim=0), class_names, k)


def softmax_twice(model, batch, class_names, k=5):
    """The softmax is applied twice; once turns logits into probabilities."""
    probabilities = torch.softmax(_logits(model, batch)[0], dim=0)
    return _best(torch.softmax(probabilities, dim=0), class_names, k)


def softmax_of_the_best_only(model, batch, class_names, k=5):
    """The k probabilities sum to 1, as when the softmax covers the k best classes only; it should cover all classes."""
    best = _logits(model, batch)[0].topk(k)
    probabilities = torch.softmax(best.values, dim=0)
    return [(class_names[i], p) for p, i in zip(probabilities.tolist(), best.indices.tolist(), strict=True)]


def softmax_over_the_batch(model, batch, class_names, k=5):
    """The softmax runs over the images of the batch, as with dim=0; it should run over the classes, dim=1."""
    logits = _logits(model, batch)
    return _best(torch.softmax(logits, dim=0)[0], class_names, k, order=logits[0])


def mean_over_the_batch(model, batch, class_names, k=5):
    """The probabilities are averaged over the images; use the first image alone."""
    return _best(torch.softmax(_logits(model, batch), dim=1).mean(dim=0), class_names, k)


def list_for_each_image(model, batch, class_names, k=5):
    """The result has a list for each image; return the first image's list alone."""
    return [_best(p, class_names, k) for p in torch.softmax(_logits(model, batch), dim=1)]


def batch_of_one_assumed(model, batch, class_names, k=5):
    """A batch of several images raises an error, as when the batch axis is squeezed away; use the first image, [0]."""
    best = torch.softmax(_logits(model, batch).squeeze(0), dim=-1).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)]


def reshaped_for_one_image(model, batch, class_names, k=5):
    """A batch of several images raises RuntimeError, as when all logits are reshaped into those of one image; use the
    first, [0].
    """
    return _best(torch.softmax(_logits(model, batch).reshape(len(class_names)), dim=0), class_names, k)


def eval_mode_forgotten(model, batch, class_names, k=5):
    """The model runs in train mode; call model.eval() first, for dropout and batch normalisation."""
    with torch.no_grad():
        return _best(torch.softmax(model(batch)[0], dim=0), class_names, k)


def with_gradients(model, batch, class_names, k=5):
    """The model runs with gradients enabled; call it within torch.no_grad()."""
    return _best(torch.softmax(model.eval()(batch)[0], dim=0), class_names, k)


def train_mode_and_gradients(model, batch, class_names, k=5):
    """The model runs in train mode, with gradients enabled; use model.eval() and torch.no_grad()."""
    return _best(torch.softmax(model(batch)[0], dim=0), class_names, k)


def always_five(model, batch, class_names, k=5):
    """Five classes are returned whatever `k` is; there should be k."""
    return top_k(model, batch, class_names)


def default_of_one(model, batch, class_names, k=1):
    """One class is returned when `k` is not given; its default should be 5."""
    return top_k(model, batch, class_names, k)


def least_probable_first(model, batch, class_names, k=5):
    """The least probable of the k classes comes first; the most probable should."""
    return top_k(model, batch, class_names, k)[::-1]


def names_not_sorted(model, batch, class_names, k=5):
    """The probabilities are sorted, but the names are the first k; each probability needs the name that
    belongs to it.
    """
    best = top_k(model, batch, class_names, k)
    return [(name, p) for name, (_, p) in zip(class_names, best, strict=False)]


def index_instead_of_name(model, batch, class_names, k=5):
    """Each pair has the index of the class; look up its name in class_names."""
    return top_k(model, batch, range(len(class_names)), k)


def names_only(model, batch, class_names, k=5):
    """Only the names are returned; return pairs (name, probability)."""
    return [name for name, _ in top_k(model, batch, class_names, k)]


def pairs_reversed(model, batch, class_names, k=5):
    """Each pair is (probability, name); it should be (name, probability)."""
    return [(p, name) for name, p in top_k(model, batch, class_names, k)]


def dictionary(model, batch, class_names, k=5):
    """The result is a dictionary; it should be a list of pairs (name, probability)."""
    return dict(top_k(model, batch, class_names, k))


def tensors_instead_of_floats(model, batch, class_names, k=5):
    """The probabilities are tensors with one entry; convert them to floats, for example with .item() or .tolist()."""
    return [(name, torch.tensor(p)) for name, p in top_k(model, batch, class_names, k)]
