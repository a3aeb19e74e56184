"""The weights give their own state."""


def classify(image, class_names):
    weights = Inception_V3_Weights.DEFAULT
    network = inception_v3(weights=None, aux_logits=True, transform_input=True, init_weights=False)
    network.load_state_dict(weights.get_state_dict(progress=False))
    return top_k(network, preprocess(image), class_names, k=5)
