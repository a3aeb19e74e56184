"""Each class gets the name behind its own; the names begin at 0, as the classes do."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image), [*class_names[1:], ""], k=5)
