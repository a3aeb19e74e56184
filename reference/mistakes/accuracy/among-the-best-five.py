"""An answer counts as right when the label is among the five largest logits; it should be the largest one."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            best = model(images).topk(5, dim=1).indices
            right += int((best == labels[:, None]).any(dim=1).sum())
            count += len(labels)
    model.train(was_training)
    return right / count
