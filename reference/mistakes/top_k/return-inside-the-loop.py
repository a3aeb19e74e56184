"""The return stands inside the loop, so that one pair comes back; it belongs behind the loop."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    pairs = []
    for p, i in zip(best.values.tolist(), best.indices.tolist()):
        pairs.append((class_names[i], p))
        return pairs
