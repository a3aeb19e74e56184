"""The largest one is taken out, k times."""


def top_k(model, batch, class_names, k=5):
    with torch.set_grad_enabled(False):
        rest = torch.softmax(model.eval()(batch)[0], 0)
    found = []
    for _ in range(k):
        i = rest.argmax().item()
        found.append((class_names[i], rest[i].item()))
        rest[i] = -1
    return found
