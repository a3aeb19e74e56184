"""Each class gets the name before its own; indices and names both begin at 0."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i - 1], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
