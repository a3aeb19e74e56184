"""detach() throws the gradients away after the model has tracked them; put torch.no_grad() around the call of the
model."""


def accuracy(model, loader):
    model.eval()
    right, count = 0, 0
    for images, labels in loader:
        right += int((model(images).detach().argmax(dim=1) == labels).sum())
        count += len(labels)
    return right / count
