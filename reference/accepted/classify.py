"""Accepted solutions of classify."""

import numpy as np
import torch
from torchvision.models import Inception_V3_Weights, inception_v3

from reference.inception import preprocess, top_k


def kept_between_calls(image, class_names):
    """The network is made once and kept."""
    if not hasattr(kept_between_calls, "network"):
        kept_between_calls.network = inception_v3(weights=Inception_V3_Weights.DEFAULT).eval()
    return top_k(kept_between_calls.network, preprocess(image), class_names)


def model_by_name(image, class_names):
    """The network is found by its name."""
    from torchvision.models import get_model

    return top_k(get_model("inception_v3", weights="DEFAULT"), preprocess(image), class_names, k=5)


def numpy_at_the_end(image, class_names):
    """The softmax and the order by NumPy."""
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT).train(False)
    for parameter in network.parameters():
        parameter.requires_grad = False
    logits = network(preprocess(image)).numpy().ravel()
    shares = np.exp(logits - logits.max())
    shares = shares / shares.sum()
    best = np.argsort(-shares)[:5]
    return [(class_names[i], float(shares[i])) for i in best]


def pretrained_as_of_old(image, class_names):
    """With the old argument `pretrained`."""
    return top_k(inception_v3(pretrained=True), preprocess(image), class_names, 5)


def state_loaded_by_hand(image, class_names):
    """The network is built empty, and the weights are loaded from the hub cache."""
    network = inception_v3(weights=None, init_weights=False, transform_input=True)
    network.load_state_dict(torch.hub.load_state_dict_from_url(Inception_V3_Weights.DEFAULT.url, progress=False))
    return top_k(network, preprocess(image), class_names, k=5)


def weights_by_version(image, class_names):
    """The weights are named by their version, and all is done in one go."""
    network = inception_v3(weights=Inception_V3_Weights.IMAGENET1K_V1, progress=False).eval()
    with torch.inference_mode():
        shares = network(preprocess(image)).softmax(dim=1).squeeze(0)
    return [(class_names[i], shares[i].item()) for i in shares.argsort(descending=True)[:5]]
