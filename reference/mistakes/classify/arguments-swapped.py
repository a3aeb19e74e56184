"""Batch and network are swapped in the call of top_k; the model comes first."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(preprocess(image), network, class_names, k=5)
