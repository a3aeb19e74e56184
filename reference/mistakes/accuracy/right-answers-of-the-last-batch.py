"""Only the right answers of the last batch are counted, and divided by the number of all images; add them up with
+=."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    count = 0
    with torch.no_grad():
        for images, labels in loader:
            right = int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
