"""Plain SGD with momentum in the place of Adam."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimiser = torch.optim.SGD(model.parameters(), learning_rate, momentum=0.9)
    criterion = nn.CrossEntropyLoss()
    losses = [0.0] * epochs
    model.train()
    for epoch in range(epochs):
        for x, y in loader:
            loss = criterion(model(x), y)
            losses[epoch] += loss.item() * x.size(0)
            optimiser.zero_grad(set_to_none=False)
            loss.backward()
            optimiser.step()
        losses[epoch] /= len(loader.dataset)
    return losses
