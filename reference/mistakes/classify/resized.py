"""The picture is resized to 299 x 299; preprocess cuts a square out of it."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    batch = torch.from_numpy(image.copy()).permute(2, 0, 1)[None].float() / 255
    batch = nn.functional.interpolate(batch, (SIDE, SIDE), mode="bilinear")
    return top_k(network, (batch - MEAN) / STD, class_names, k=5)
