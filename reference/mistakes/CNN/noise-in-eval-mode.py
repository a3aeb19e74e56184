"""Random noise is added to the images in eval mode too, so the logits change from call to call; add it only if
self.training."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x + 0.1 * torch.randn_like(x))
