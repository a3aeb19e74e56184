"""The network is built without transform_input, which these weights need; leave it as torchvision sets it."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    network.transform_input = False
    return top_k(network, preprocess(image), class_names, k=5)
