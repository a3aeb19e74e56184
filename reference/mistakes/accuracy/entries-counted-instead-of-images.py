"""The right answers are divided by the number of all logits, ten for each image; divide by the number of images."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    right, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = model(images)
            right += int((logits.argmax(dim=1) == labels).sum())
            count += logits.numel()
    model.train(was_training)
    return right / count
