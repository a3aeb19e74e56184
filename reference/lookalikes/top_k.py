"""Other code with the answers of known mistakes of top_k."""

import numpy as np
import torch
from torch import nn

from reference.inception import top_k


@torch.inference_mode()
def _logits(model, batch):
    """Return the logits in double precision, as an array (images, classes)."""
    return model.eval()(batch).double().numpy()


def _shares(logits):
    """Return the softmax over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _ranked(numbers, class_names, k):
    """Return the names of the k largest numbers, with them."""
    return [(class_names[i], float(numbers[i])) for i in np.argsort(-numbers)[:k]]


def no_softmax(model, batch, class_names, k=5):
    """Sorts pairs of names and logits."""
    pairs = zip(class_names, _logits(model, batch)[0].tolist(), strict=True)
    return sorted(pairs, key=lambda pair: -pair[1])[:k]


def log_softmax(model, batch, class_names, k=5):
    """Takes the logarithms of the right probabilities."""
    return [(name, float(np.log(p))) for name, p in top_k(model, batch, class_names, k)]


def softmax_twice(model, batch, class_names, k=5):
    """Adds a softmax layer to the model, and gives it to a function that has its own."""
    return top_k(nn.Sequential(model, nn.Softmax(dim=1)), batch, class_names, k)


def softmax_of_the_best_only(model, batch, class_names, k=5):
    """Divides the k right probabilities by their sum."""
    best = top_k(model, batch, class_names, k)
    return [(name, p / sum(q for _, q in best)) for name, p in best]


def softmax_over_the_batch(model, batch, class_names, k=5):
    """Transposes the logits, and takes the softmax over what is the last axis then."""
    logits = _logits(model, batch)
    shares = _shares(logits.T)[:, 0]
    return [(class_names[i], float(shares[i])) for i in np.argsort(logits[0])[::-1][:k]]


def mean_over_the_batch(model, batch, class_names, k=5):
    """Adds up the images' probabilities, each divided by the number of images."""
    return _ranked(sum(_shares(row) / len(batch) for row in _logits(model, batch)), class_names, k)


def list_for_each_image(model, batch, class_names, k=5):
    """Calls the right function for each image alone."""
    return [top_k(model, image[None], class_names, k) for image in batch]


def batch_of_one_assumed(model, batch, class_names, k=5):
    """Flattens a batch of one, and looks names up by lists of indices."""
    p = _shares(_logits(model, batch).squeeze())
    best = np.flip(np.argsort(p, axis=-1), axis=-1)[..., :k]
    return [(class_names[i], p[i]) for i in best.tolist()]


def reshaped_for_one_image(model, batch, class_names, k=5):
    """Makes a number of each column of probabilities."""
    columns = torch.from_numpy(_shares(_logits(model, batch))).T
    return _ranked(np.array([column.item() for column in columns]), class_names, k)


def eval_mode_forgotten(model, batch, class_names, k=5):
    """Takes the wrong mode on purpose, and no gradients."""
    with torch.inference_mode():
        return _ranked(_shares(model.train()(batch).numpy()[0]), class_names, k)


def with_gradients(model, batch, class_names, k=5):
    """Detaches the logits when it is too late."""
    return _ranked(_shares(model.train(False)(batch).detach().numpy()[0]), class_names, k)


def train_mode_and_gradients(model, batch, class_names, k=5):
    """Calls the model as it is, and takes the data of what it returns."""
    return _ranked(_shares(model(batch[:1]).data.numpy()[0]), class_names, k)


def always_five(model, batch, class_names, k=5):
    """Cuts off after five pairs."""
    return top_k(model, batch, class_names, len(class_names))[:5]


def default_of_one(model, batch, class_names, k=None):
    """Takes the largest probability alone if there is no k."""
    return top_k(model, batch, class_names, k or 1)


def least_probable_first(model, batch, class_names, k=5):
    """Takes the last k of the indices, which are in ascending order."""
    p = _shares(_logits(model, batch))[0]
    return [(class_names[i], float(p[i])) for i in p.argsort()[-k:]]


def names_not_sorted(model, batch, class_names, k=5):
    """Sorts the probabilities alone."""
    p = sorted(_shares(_logits(model, batch))[0].tolist(), reverse=True)
    return list(zip(class_names[:k], p[:k], strict=True))


def index_instead_of_name(model, batch, class_names, k=5):
    """Never looks at the names."""
    p = _shares(_logits(model, batch))[0]
    return [(int(i), float(p[i])) for i in np.argsort(-p)[:k]]


def names_only(model, batch, class_names, k=5):
    """Looks up the names in the order of the logits."""
    return [class_names[i] for i in (-_logits(model, batch)[0]).argsort()[:k]]


def pairs_reversed(model, batch, class_names, k=5):
    """Sorts pairs that begin with what they are sorted by."""
    p = _shares(_logits(model, batch))[0].tolist()
    return sorted(zip(p, class_names, strict=True), reverse=True)[:k]


def dictionary(model, batch, class_names, k=5):
    """Collects the probabilities by name."""
    p = _shares(_logits(model, batch))[0]
    return {class_names[i]: float(p[i]) for i in np.argsort(-p)[:k]}


def tensors_instead_of_floats(model, batch, class_names, k=5):
    """Goes through the tensors that a sort returns."""
    with torch.no_grad():
        values, indices = model.eval()(batch[:1]).softmax(dim=1).flatten().sort(descending=True)
    return [(class_names[i], p) for i, p in zip(indices[:k], values[:k], strict=True)]
