"""The last argument has another name, so that top_k(..., k=3) is an error; its name is k."""


def top_k(model, batch, class_names, count=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(count)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
