"""All answers are concatenated first, then compared at once."""


def accuracy(model, loader):
    was_training = model.training
    model.train(False)
    with torch.no_grad():
        pairs = [(model(images), labels) for images, labels in loader]
    model.train(was_training)
    logits, labels = (torch.cat(parts) for parts in zip(*pairs))
    return (logits.argmax(-1) == labels).double().mean().item()
