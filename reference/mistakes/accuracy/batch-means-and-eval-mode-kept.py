"""The fractions of the batches are averaged without counting a short last batch for its size, and the model is left in
eval mode."""


def accuracy(model, loader):
    model.eval()
    fractions = []
    with torch.no_grad():
        for images, labels in loader:
            fractions.append((model(images).argmax(dim=1) == labels).float().mean().item())
    return sum(fractions) / len(fractions)
