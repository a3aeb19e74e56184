"""Only the first image of the batch is answered; the result needs a row for every image."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x)[:1]
