"""The model is set to eval mode after it was asked; call model.eval() first."""


def top_k(model, batch, class_names, k=5):
    with torch.no_grad():
        logits = model(batch)[0]
    model.eval()
    best = torch.softmax(logits, dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())][:k]
