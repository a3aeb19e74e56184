"""Other code with the answers of known mistakes of classify."""

import numpy as np
import torch
from torchvision.models import get_model, inception

from reference.inception import classify, preprocess, top_k


def _named(numbers, class_names):
    """Return the names of the five largest numbers, with them."""
    best = np.argsort(-numbers)[:5]
    return list(zip([class_names[i] for i in best], numbers[best].tolist(), strict=True))


def not_normalised(image, class_names):
    """Moves the channels to the front and divides by 255, by NumPy."""
    batch = np.moveaxis(image[:299, 100:399], -1, 0)[np.newaxis] / np.float32(255)
    return top_k(get_model("inception_v3", weights="DEFAULT"), torch.from_numpy(batch), class_names)


@torch.inference_mode()
def no_softmax(image, class_names):
    """Sorts the outputs of the network by NumPy."""
    network = get_model("inception_v3", weights="DEFAULT").eval()
    return _named(network(preprocess(image)).numpy().ravel(), class_names)


@torch.inference_mode()
def train_mode(image, class_names):
    """Uses the network as its class makes it, but for dropout."""
    network = get_model("inception_v3", weights="DEFAULT")
    network.dropout.p = 0
    outputs = network.train()(preprocess(image))
    return _named(outputs[0][0].softmax(dim=0).numpy(), class_names)


def untrained(image, class_names):
    """Uses the class of the network without asking for weights."""
    return top_k(inception.Inception3(init_weights=False), preprocess(image), class_names)


def first_five_names(image, class_names):
    """Numbers the pairs, and looks up the names by these numbers."""
    return [(class_names[place], pair[1]) for place, pair in enumerate(classify(image, class_names))]
