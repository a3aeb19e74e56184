"""The softmax and the order by NumPy."""


def classify(image, class_names):
    network = inception_v3(weights=Inception_V3_Weights.DEFAULT).train(False)
    for parameter in network.parameters():
        parameter.requires_grad = False
    logits = network(preprocess(image)).numpy().ravel()
    shares = np.exp(logits - logits.max())
    shares = shares / shares.sum()
    best = np.argsort(-shares)[:5]
    return [(class_names[i], float(shares[i])) for i in best]
