"""The largest ones by a heap."""


def top_k(model, batch, class_names, k=5):
    import heapq

    model.eval()
    with torch.no_grad():
        logits = model(batch[:1]).double().flatten()
    shares = (logits - logits.logsumexp(0)).exp().tolist()
    return [(class_names[i], shares[i]) for i in heapq.nlargest(k, range(len(shares)), shares.__getitem__)]
