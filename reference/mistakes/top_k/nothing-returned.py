"""The classes are printed and not returned; the function needs a return."""


def top_k(model, batch, class_names, k=5):
    model.eval()
    with torch.no_grad():
        best = torch.softmax(model(batch)[0], dim=0).topk(k)
    for p, i in zip(best.values.tolist(), best.indices.tolist()):
        print(class_names[i], p)
