"""The model works with gradients enabled, which costs memory and time; put torch.no_grad() around it."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    for images, labels in loader:
        right += int((model(images).argmax(dim=1) == labels).sum())
        count += len(labels)
    model.train(was_training)
    return right / count
