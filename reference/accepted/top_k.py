"""Accepted solutions of top_k."""

import numpy as np
import torch
from torch import nn


def argmax_again_and_again(model, batch, class_names, k=5):
    """The largest one is removed, k times."""
    with torch.set_grad_enabled(False):
        rest = torch.softmax(model.eval()(batch)[0], 0)
    found = []
    for _ in range(k):
        i = rest.argmax().item()
        found.append((class_names[i], rest[i].item()))
        rest[i] = -1
    return found


def heap(model, batch, class_names, k=5):
    """The largest ones by a heap."""
    import heapq

    model.eval()
    with torch.no_grad():
        logits = model(batch[:1]).double().flatten()
    shares = (logits - logits.logsumexp(0)).exp().tolist()
    return [(class_names[i], shares[i]) for i in heapq.nlargest(k, range(len(shares)), shares.__getitem__)]


@torch.inference_mode()
def inference_mode_and_sort(model, batch, class_names, k=5):
    """In inference mode, with a sort of all classes."""
    values, indices = model.eval()(batch).softmax(dim=1).sort(dim=1, descending=True)
    return [(class_names[int(i)], p.item()) for p, i in zip(values[0][:k], indices[0][:k])]


def log_softmax_and_exp(model, batch, class_names, k=5):
    """By the logarithms of the probabilities."""
    model.eval()
    with torch.no_grad():
        best = torch.log_softmax(model(batch), dim=1)[0].topk(k)
    names = map(class_names.__getitem__, best.indices)
    return list(zip(names, best.values.exp().tolist()))


def mode_restored(model, batch, class_names, k=5):
    """The model's mode is set back afterwards, and each pair is a list of two."""
    before = model.training
    model.eval()
    try:
        with torch.no_grad():
            values, indices = nn.Softmax(dim=1)(model(batch)).topk(k, dim=1)
    finally:
        model.train(before)
    return [[class_names[i], float(v)] for v, i in zip(values[0], indices[0].tolist())]


def numpy_scalars(model, batch, class_names, k=5):
    """Probabilities are NumPy numbers of single precision."""
    model.eval()
    with torch.no_grad():
        p = torch.nn.functional.softmax(model(batch), dim=-1)[0].numpy()
    return [(class_names[i], p[i]) for i in (-p).argsort()[:k]]


def by_numpy(model, batch, class_names, k=5):
    """The softmax and the order by NumPy, in double precision."""
    model.train(False)
    with torch.no_grad():
        logits = model(batch).numpy()[0].astype(np.float64)
    p = np.exp(logits - logits.max())
    p /= p.sum()
    return [(class_names[i], float(p[i])) for i in np.argsort(p)[::-1][:k]]


def parameters_without_gradients(model, batch, class_names, k=5):
    """Gradients are switched off for the parameters, with a generator in between."""
    network = model.eval().requires_grad_(False)
    p = network(batch).softmax(-1)[0]

    def best():
        for i in torch.topk(p, k).indices.tolist():
            yield class_names[i], p[i].item()

    return [*best()]


def sorted_pairs(model, batch, class_names, k=5):
    """All pairs, sorted by their probability."""
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch), 1)[0].tolist()
    return sorted(zip(class_names, probabilities), key=lambda pair: pair[1], reverse=True)[:k]
