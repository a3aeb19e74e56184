"""The batch is scaled to [0, 1] in place before the model gets it; give it as it is, and leave it as it is."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    batch -= batch.min()
    batch /= batch.max()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
