"""The transforms that come with the weights resize the picture and cut its middle; use preprocess."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    batch = Inception_V3_Weights.DEFAULT.transforms()(torch.from_numpy(image.copy()).permute(2, 0, 1))[None]
    return top_k(network, batch, class_names, k=5)
