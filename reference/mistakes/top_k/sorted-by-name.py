"""The k best classes are sorted by name; the most probable comes first."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return sorted((class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist()))
