"""The numbers are exp of the logits; a softmax divides them by their sum over all classes too."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = model(batch)[0].exp().topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
