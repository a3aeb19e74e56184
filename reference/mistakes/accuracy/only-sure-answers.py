"""An answer counts only if its probability is above 0.5; the largest logit decides, however large it is."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            probabilities, guesses = F.softmax(model(images), dim=1).max(dim=1)
            right += int(((guesses == labels) & (probabilities > 0.5)).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
