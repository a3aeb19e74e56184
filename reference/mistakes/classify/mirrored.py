"""The picture is mirrored before the network sees it; it should stay as it is."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image).flip(3), class_names, k=5)
