"""For k=1 the indices are squeezed to a single number, which cannot be looped over; leave them a list of one."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch), dim=1)[:1].topk(k)
    values, indices = best.values.squeeze().tolist(), best.indices.squeeze().tolist()
    return [(class_names[i], p) for p, i in zip(values, indices)]
