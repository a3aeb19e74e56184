"""The sum over all images is divided by len(loader) * loader.batch_size, which is more than there are, as the last
batch is short."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
        history.append(total / (len(loader) * loader.batch_size))
    return history
