"""The argument k has no default value; k=5 is asked."""


def top_k(model, batch, class_names, k):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
