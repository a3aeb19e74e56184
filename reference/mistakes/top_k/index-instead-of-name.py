"""Each pair has the index of the class; look up its name in class_names."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return list(zip(best.indices.tolist(), best.values.tolist()))
