"""Errors are counted by topk and subtracted from one."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    wrong = count = 0
    with torch.no_grad():
        for images, labels in loader:
            guess = model(images).topk(1, dim=1).indices.squeeze(1)
            wrong += torch.count_nonzero(guess - labels).item()
            count += labels.size(0)
    model.train(was_training)
    return 1 - wrong / count
