"""The model tracks gradients; ask it within torch.no_grad() or torch.inference_mode()."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    best = torch.softmax(model(batch)[0], dim=0).topk(k)
    return [(class_names[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
