"""The loss is read by a second forward pass before the step, without gradients."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            with torch.no_grad():
                total += F.cross_entropy(model(images), labels, reduction="sum").item()
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels).backward()
            optimizer.step()
        history.append(total / len(loader.dataset))
    return history
