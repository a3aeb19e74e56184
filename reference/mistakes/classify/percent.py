"""The probabilities are in percent; they should lie between 0 and 1."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return [(name, 100 * p) for name, p in top_k(network, preprocess(image), class_names, k=5)]
