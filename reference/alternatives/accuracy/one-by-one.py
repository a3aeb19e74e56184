"""Python loops over single images."""


def accuracy(model, loader):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    verdicts = []
    try:
        for images, labels in loader:
            for image, label in zip(images, labels):
                with torch.no_grad():
                    verdicts.append(model(image[None])[0].tolist())
                    verdicts[-1] = verdicts[-1].index(max(verdicts[-1])) == int(label)
    finally:
        for module, mode in modes.items():
            module.training = mode
    return sum(verdicts) / len(verdicts)
