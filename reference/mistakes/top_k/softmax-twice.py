"""The softmax is taken twice; once turns logits into probabilities."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(torch.softmax(model(batch)[0], dim=0), dim=0)
    best = probabilities.topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
