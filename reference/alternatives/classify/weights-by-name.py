"""The weights are named by text."""


def classify(image, class_names):
    network = inception_v3(weights="DEFAULT")
    return top_k(network, preprocess(image), class_names)
