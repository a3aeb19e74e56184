"""The number of right answers is divided by len(loader), the number of batches; divide by the number of images."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
    model.train(was_training)
    return right / len(loader)
