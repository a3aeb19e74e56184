"""One class too many is returned; there should be k."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    order = probabilities.argsort(descending=True)[: k + 1].tolist()
    return [(class_names[i], float(probabilities[i])) for i in order]
