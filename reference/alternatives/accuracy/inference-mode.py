"""A decorator for inference mode; means weighted by size."""


@torch.inference_mode()
def accuracy(model, loader):
    mode = model.training
    model.eval()
    total = sum((torch.max(model(x), 1)[1] == y).double().mean().item() * len(y) for x, y in loader)
    model.train(mode)
    return total / len(loader.dataset)
