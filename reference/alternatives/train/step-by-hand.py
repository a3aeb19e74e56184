"""No optimiser: gradients by torch.autograd.grad, and a step of gradient descent by hand."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    parameters = list(model.parameters())

    def step(images, labels):
        loss = F.cross_entropy(model(images), labels)
        with torch.no_grad():
            for parameter, slope in zip(parameters, torch.autograd.grad(loss, parameters)):
                parameter -= learning_rate * slope
        return float(loss) * len(images)

    model.train()
    return [sum(step(*batch) for batch in loader) / len(loader.dataset) for _ in range(epochs)]
