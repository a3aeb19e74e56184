"""The numbers are logits; turn them into probabilities with a softmax over the classes."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        logits = model(batch)[0]
    best = logits.topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
