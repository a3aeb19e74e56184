"""The probabilities are in percent; they should lie between 0 and 1."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], 100 * p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
