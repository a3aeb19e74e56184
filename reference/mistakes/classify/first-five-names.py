"""The best probabilities get the first five names; each needs the name of its own class."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    best = top_k(network, preprocess(image), class_names, k=5)
    return [(name, p) for name, (_, p) in zip(class_names, best)]
