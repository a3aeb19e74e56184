"""The names are sorted before they are looked up; their order belongs to the classes."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image), sorted(class_names), k=5)
