"""The numbers are logits; turn them into probabilities with a softmax."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    with torch.no_grad():
        best = network.eval()(preprocess(image))[0].topk(5)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
