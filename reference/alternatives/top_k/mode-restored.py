"""The model's mode is set back afterwards, and each pair is a list of two."""


def top_k(model, batch, class_names, k=5):
    before = model.training
    model.eval()
    try:
        with torch.no_grad():
            values, indices = nn.Softmax(dim=1)(model(batch)).topk(k, dim=1)
    finally:
        model.train(before)
    return [[class_names[i], float(v)] for v, i in zip(values[0], indices[0].tolist())]
