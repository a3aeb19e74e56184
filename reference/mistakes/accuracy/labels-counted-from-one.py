"""The labels are taken as 1 to 10, so one is added to the guess; they are 0 to 9, as the indices are."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) + 1 == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
