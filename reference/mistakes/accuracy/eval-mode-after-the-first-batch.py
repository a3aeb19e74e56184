"""model.eval() comes after the first batch, which is still measured in train mode; call it before the loop."""


def accuracy(model, loader):
    was_training = model.training
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
            count += len(labels)
            model.eval()
    model.train(was_training)
    return right / count
