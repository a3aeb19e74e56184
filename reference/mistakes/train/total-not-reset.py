"""The sum of the losses is not set back to 0 at the beginning of an epoch, so later epochs have those of earlier ones
in it."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    total = 0.0
    for _ in range(epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
        history.append(total / len(loader.dataset))
    return history
