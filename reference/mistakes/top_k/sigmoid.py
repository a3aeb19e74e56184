"""Each logit goes through a sigmoid of its own; the softmax over all classes gives probabilities that sum to 1."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.sigmoid(model(batch)[0])
    best = probabilities.topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
