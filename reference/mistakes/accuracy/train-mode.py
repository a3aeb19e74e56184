"""The model is switched to train mode; it should be measured in eval mode."""


def accuracy(model, loader):
    was_training = model.training
    model.train()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
