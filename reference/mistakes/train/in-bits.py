"""The losses come out in bits, by the logarithm to base 2; cross-entropy takes the natural one."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for images, labels in loader:
            optimizer.zero_grad()
            probabilities = F.softmax(model(images), dim=1)
            loss = -torch.log2(probabilities[torch.arange(len(labels)), labels]).mean()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history.append(total / count)
    return history
