"""Neither model.eval() nor torch.no_grad() is there; measuring needs both, and the mode put back afterwards."""


def accuracy(model, loader):
    right, count = 0, 0
    for images, labels in loader:
        right += int((model(images).argmax(dim=1) == labels).sum())
        count += len(labels)
    return right / count
