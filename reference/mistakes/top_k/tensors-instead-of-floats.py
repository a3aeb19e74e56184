"""The probabilities are tensors with one entry; turn them into floats, by .item() or .tolist()."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values, best.indices)]
