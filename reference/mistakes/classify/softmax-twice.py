"""The softmax is taken twice; once turns logits into probabilities."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    network.fc = nn.Sequential(network.fc, nn.Softmax(dim=1))
    return top_k(network, preprocess(image), class_names, k=5)
