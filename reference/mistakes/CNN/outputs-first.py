"""The result has the shape (10, B); the images come first, (B, 10)."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).T
