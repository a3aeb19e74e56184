"""Images normalised with MNIST's known mean and deviation, kept as buffers."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor(0.1307))
        self.register_buffer("deviation", torch.tensor(0.3081))

    def forward(self, x):
        return super().forward((x - self.mean) / self.deviation)
