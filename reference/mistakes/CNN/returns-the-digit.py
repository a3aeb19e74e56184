"""The network returns the digit that it takes each image for; it should return all ten logits."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).argmax(dim=1)
