"""The network is built empty, and the weights are loaded from the hub cache."""


def classify(image, class_names):
    network = inception_v3(weights=None, init_weights=False, transform_input=True)
    network.load_state_dict(torch.hub.load_state_dict_from_url(Inception_V3_Weights.DEFAULT.url, progress=False))
    return top_k(network, preprocess(image), class_names, k=5)
