"""The network's answer in train mode has two parts, of which the whole is taken for the logits; call eval() first,
which leaves the logits alone."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    network.train()
    logits = network(preprocess(image))
    best = torch.softmax(logits, dim=1)[0].topk(5)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
