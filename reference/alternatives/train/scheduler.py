"""A fresh optimiser and a learning rate that falls from epoch to epoch, gradients clipped."""


def train(model, loader, epochs=1, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.7)
    history = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        for images, labels in loader:
            for parameter in model.parameters():
                parameter.grad = None
            loss = F.cross_entropy(model(images), labels)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total += loss.item() * images.shape[0]
        schedule.step()
        history.append(total / len(loader.dataset))
    model.eval()
    return history
