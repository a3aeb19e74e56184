"""The model is left in eval mode; afterwards it should be in the mode that it was in: keep model.training, and call
model.train(was_training)."""


def accuracy(model, loader):
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    return right / count
