"""The probabilities are sorted, but the names stay in their own order; each probability needs the name of its class,
by its index."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return list(zip(class_names, best.values.tolist()))
