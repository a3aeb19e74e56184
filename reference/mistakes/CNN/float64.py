"""The logits are float64; they should be float32, as the images are."""


class CNN(CNN):
    def forward(self, x):
        return super().forward(x).double()
