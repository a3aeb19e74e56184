"""The classes are ranked by the absolute values of their logits; a very negative logit means improbable."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        logits = model(batch)[0]
    order = logits.abs().argsort(descending=True)[:k].tolist()
    probabilities = torch.softmax(logits, dim=0)
    return [(class_names[i], float(probabilities[i])) for i in order]
