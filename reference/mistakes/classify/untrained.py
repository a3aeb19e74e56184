"""The network has no weights but random ones; weights=Inception_V3_Weights.DEFAULT has the trained ones."""


def classify(image, class_names):
    network = inception_v3(weights=None, init_weights=False)
    return top_k(network, preprocess(image), class_names, k=5)
