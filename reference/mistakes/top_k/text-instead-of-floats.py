"""The probabilities are texts; leave them floats."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], f"{p:.4f}") for p, i in zip(best.values.tolist(), best.indices.tolist())]
