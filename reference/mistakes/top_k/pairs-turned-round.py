"""Each pair is (probability, name); it should be (name, probability)."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(p, class_names[i]) for p, i in zip(best.values.tolist(), best.indices.tolist())]
