"""The picture is only scaled to [0, 1]; the network was trained on normalised pictures, so use preprocess."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    batch = torch.from_numpy(image[:SIDE, LEFT : LEFT + SIDE].copy()).permute(2, 0, 1)[None].float() / 255
    return top_k(network, batch, class_names, k=5)
