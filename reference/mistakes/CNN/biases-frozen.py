"""The biases are frozen, so they never learn; every parameter should get a gradient. A layer without a bias is made
with bias=False."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                parameter.requires_grad = False
