"""Known mistakes of classify."""

import torch
from torch import nn
from torchvision.models import Inception_V3_Weights, inception_v3

from reference.inception import LEFT, MEAN, SIDE, STD, classify, preprocess, top_k
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(classify)
rounded = forms.rounded(classify)
percent = forms.percent(classify)


def _network():
    return inception_v3(weights=Inception_V3_Weights.DEFAULT)


def not_normalised(image, class_names):
    """The picture is only scaled to [0, 1]; the network was trained on normalised pictures, so use preprocess."""
    return top_k(_network(), preprocess(image) * STD + MEAN, class_names)


def resized(image, class_names):
    """The picture is resized to 299 × 299; preprocess cuts a square out of it."""
    batch = torch.from_numpy(image.copy()).permute(2, 0, 1)[None].float() / 255
    batch = nn.functional.interpolate(batch, (SIDE, SIDE), mode="bilinear")
    return top_k(_network(), (batch - MEAN) / STD, class_names)


def channels_in_reverse(image, class_names):
    """The channels are reversed to blue, green, red; they should stay red, green, blue."""
    return top_k(_network(), preprocess(image[:, :, ::-1]), class_names)


def not_scaled(image, class_names):
    """The network gets pixels from 0 to 255; use preprocess."""
    batch = torch.from_numpy(image[:SIDE, LEFT : LEFT + SIDE].copy()).permute(2, 0, 1)[None].float()
    return top_k(_network(), batch, class_names)


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


def input_not_transformed(image, class_names):
    """The network is built without transform_input, which these weights need; leave it as torchvision sets it."""
    network = _network()
    network.transform_input = False
    return top_k(network, preprocess(image), class_names)


def best_class_only(image, class_names):
    """Only the most probable class is returned; return the five most probable ones."""
    return classify(image, class_names)[:1]


def least_probable_first(image, class_names):
    """The least probable of the five comes first; the most probable should."""
    return classify(image, class_names)[::-1]


def first_five_names(image, class_names):
    """The five best probabilities get the first five names; each needs the name of its own class."""
    best = classify(image, class_names)
    return [(name, p) for name, (_, p) in zip(class_names, best, strict=False)]
