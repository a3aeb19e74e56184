"""One class is returned when k is not given; its default is 5."""


def top_k(model, batch, class_names, k=1):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
