"""The result begins with the least probable of the k classes; the most probable comes first."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    order = probabilities.argsort()[-k:].tolist()
    return [(class_names[i], float(probabilities[i])) for i in order]
