"""Known mistakes of classify."""

import torch
from torch import nn
from torchvision.models import Inception_V3_Weights, inception_v3

from reference.inception import MEAN, STD, classify, preprocess, top_k
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(classify)


def _network():
    return inception_v3(weights=Inception_V3_Weights.DEFAULT)


def not_normalised(image, class_names):
    """The picture is only scaled to [0, 1]; the network was trained on normalised pictures, so use preprocess."""
    return top_k(_network(), preprocess(image) * STD + MEAN, class_names)


def no_softmax(image, class_names):
    """The numbers are logits; convert them into probabilities with a softmax."""
    with torch.no_grad():
        best = _network().eval()(preprocess(image))[0].topk(5)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)]


def train_mode(image, class_names):
    """The network runs in train mode, where batch normalisation uses the picture's own statistics; call
    eval() first.
    """
    network = _network()
    network.dropout = nn.Identity()
    network.train()
    with torch.no_grad():
        best = torch.softmax(network(preprocess(image)).logits[0], dim=0).topk(5)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)]


def untrained(image, class_names):
    """The network has random weights; weights=Inception_V3_Weights.DEFAULT loads the trained ones."""
    return top_k(inception_v3(weights=None, init_weights=False), preprocess(image), class_names)


def first_five_names(image, class_names):
    """The five best probabilities get the first five names; each needs the name that belongs to it."""
    best = classify(image, class_names)
    return [(name, p) for name, (_, p) in zip(class_names, best, strict=False)]
