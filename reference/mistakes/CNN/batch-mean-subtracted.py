"""The mean over the batch is subtracted, so an image's logits depend on the others; take a fixed number, or each
image's own mean."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x - x.mean(dim=0))
