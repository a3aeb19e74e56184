"""squeeze() drops every axis of length 1, also the batch axis of a single image; the result should be (B, 10) for B = 1
too."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).squeeze()
