"""The softmax runs over the images of the batch (dim=0), and its results are sorted; it has to run over the classes
(dim=1, or dim=0 of a single image)."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch), dim=0)[0]
    order = probabilities.argsort(descending=True, stable=True)[:k].tolist()
    return [(class_names[i], float(probabilities[i])) for i in order]
