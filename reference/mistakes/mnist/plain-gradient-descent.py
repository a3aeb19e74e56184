"""Plain SGD makes steps too small for this learning rate, so one epoch is not enough; take Adam, or SGD with
momentum."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = []
    model.train()
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history
