"""The model runs in train mode, in which it was given; call model.eval() first, so that dropout and batch
normalisation work as they should."""


def top_k(model, batch, class_names, k=5):
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
