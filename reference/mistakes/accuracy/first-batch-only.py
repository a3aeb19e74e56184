"""Only the first batch is looked at; count the right answers of all batches."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    images, labels = next(iter(loader))
    with torch.no_grad():
        right = (model(images).argmax(dim=1) == labels).float().mean().item()
    model.train(was_training)
    return right
