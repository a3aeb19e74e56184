"""The result is a tensor; item() makes a float of it."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += (model(images).argmax(dim=1) == labels).sum()
            count += len(labels)
    model.train(was_training)
    return right / count
