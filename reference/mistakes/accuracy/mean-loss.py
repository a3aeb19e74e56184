"""The mean loss is returned; asked is the fraction of images that are read rightly."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            total += F.cross_entropy(model(images), labels, reduction="sum").item()
            count += len(labels)
    model.train(was_training)
    return total / count
