"""The names are sorted by probability, but the probabilities stay in the order of the classes; each name needs its
own."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    order = probabilities.argsort(descending=True)[:k].tolist()
    return [(class_names[i], p) for i, p in zip(order, probabilities.tolist())]
