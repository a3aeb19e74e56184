"""The logits are averaged over the batch; every image should have its own."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).mean(dim=0)
