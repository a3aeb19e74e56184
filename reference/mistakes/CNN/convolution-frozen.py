"""A convolution layer is frozen by requires_grad_(False), so it never learns; every parameter should get a gradient."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.conv1.requires_grad_(False)
