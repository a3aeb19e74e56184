"""A list of lists is returned, one for each image; the list of the first image alone is asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch), dim=1).topk(k)
    rows = zip(best.values.tolist(), best.indices.tolist())
    return [[(class_names[i], p) for p, i in zip(values, indices)] for values, indices in rows]
