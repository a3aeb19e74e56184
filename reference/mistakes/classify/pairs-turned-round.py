"""Each pair is (probability, name); it should be (name, probability)."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return [(p, name) for name, p in top_k(network, preprocess(image), class_names, k=5)]
