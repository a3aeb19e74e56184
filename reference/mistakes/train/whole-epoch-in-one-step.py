"""The losses of all batches are added up for a single backward() and step() per epoch; each batch should have a step of
its own."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            total = total + F.cross_entropy(model(images), labels, reduction="sum")
            count += len(labels)
        optimizer.zero_grad()
        (total / count).backward()
        optimizer.step()
        history.append(total.item() / count)
    return history
