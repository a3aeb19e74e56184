"""The probabilities are rounded to two decimals; keep all digits."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return [(name, round(p, 2)) for name, p in top_k(network, preprocess(image), class_names, k=5)]
