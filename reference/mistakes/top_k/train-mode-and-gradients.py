"""The model is neither set to eval mode nor asked without gradients; model.eval() and torch.no_grad() do that."""


def top_k(model, batch, class_names, k=5):
    best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
