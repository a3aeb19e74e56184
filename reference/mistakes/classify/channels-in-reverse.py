"""The channels are turned to blue, green, red; they should stay red, green, blue."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    return top_k(network, preprocess(image[:, :, ::-1]), class_names, k=5)
