"""In inference mode, with a sort of all classes."""


@torch.inference_mode()
def top_k(model, batch, class_names, k=5):
    values, indices = model.eval()(batch).softmax(dim=1).sort(dim=1, descending=True)
    return [(class_names[int(i)], p.item()) for p, i in zip(values[0][:k], indices[0][:k])]
