"""The batches are taken from one iterator, which is used up after the first epoch, so later epochs see nothing; loop
over the loader itself in every epoch."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    batches = iter(loader)
    total, count = 0.0, 0
    for _ in range(epochs):
        for images, labels in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history
