"""The softmax and the order by NumPy, in double precision."""


def top_k(model, batch, class_names, k=5):
    model.train(False)
    with torch.no_grad():
        logits = model(batch).numpy()[0].astype(np.float64)
    p = np.exp(logits - logits.max())
    p /= p.sum()
    return [(class_names[i], float(p[i])) for i in np.argsort(p)[::-1][:k]]
