"""By the logarithms of the probabilities."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.log_softmax(model(batch), dim=1)[0].topk(k)
    names = map(class_names.__getitem__, best.indices)
    return list(zip(names, best.values.exp().tolist()))
