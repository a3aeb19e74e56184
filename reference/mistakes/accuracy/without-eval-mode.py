"""The model stays in the mode that it has; in train mode dropout and batch normalisation spoil the answers. Call
model.eval() first, and put the mode back afterwards."""


def accuracy(model, loader):
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    return right / count
