"""The first batch is left out; every image should count."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    batches = iter(loader)
    next(batches)
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in batches:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
