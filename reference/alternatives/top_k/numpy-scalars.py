"""Probabilities are NumPy numbers of single precision."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        p = torch.nn.functional.softmax(model(batch), dim=-1)[0].numpy()
    return [(class_names[i], p[i]) for i in (-p).argsort()[:k]]
