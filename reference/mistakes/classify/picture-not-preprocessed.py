"""The picture itself is given to the network; it takes the batch that preprocess makes."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, image, class_names, k=5)
