"""Gradients are disabled by requires_grad_, and enabled again afterwards."""


def accuracy(model, loader):
    was_training = model.training
    wanted = [p for p in model.parameters() if p.requires_grad]
    for p in wanted:
        p.requires_grad_(False)
    model.eval()
    hits = [bool(hit) for images, labels in loader for hit in model(images).argsort(dim=1)[:, -1] == labels]
    for p in wanted:
        p.requires_grad_(True)
    model.train(was_training)
    return hits.count(True) / len(hits)
