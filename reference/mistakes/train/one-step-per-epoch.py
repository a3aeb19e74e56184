"""The optimiser makes one step per epoch; step() belongs into the loop over batches, after each backward()."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, count = 0.0, 0
        optimizer.zero_grad()
        for images, labels in loader:
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            total += loss.item() * len(labels)
            count += len(labels)
        optimizer.step()
        history.append(total / count)
    return history
