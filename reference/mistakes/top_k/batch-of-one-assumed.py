"""The batch axis is squeezed away, which works for a batch of one only; take the first image by [0]."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch).squeeze(0), dim=-1).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
