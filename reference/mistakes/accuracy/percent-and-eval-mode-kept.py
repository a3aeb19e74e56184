"""The result is in percent instead of a fraction from 0 to 1, and the model is left in eval mode."""


def accuracy(model, loader):
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    return 100 * right / count
