"""The loop over batches ends after the first one; every epoch should see all of them."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        images, labels = next(iter(loader))
        optimizer.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return history
