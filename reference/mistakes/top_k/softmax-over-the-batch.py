"""The softmax runs over the images of the batch (dim=0); it has to run over the classes (dim=1, or dim=0 of a single
image)."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    order = logits[0].argsort(descending=True)[:k].tolist()
    probabilities = torch.softmax(logits, dim=0)[0]
    return [(class_names[i], float(probabilities[i])) for i in order]
