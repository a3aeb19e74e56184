"""The images are divided by the largest value in the batch, so an image's logits depend on the others; they lie in [0,
1] already."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x / x.max())
