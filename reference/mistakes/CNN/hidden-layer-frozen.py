"""A linear layer is frozen by requires_grad_(False), so it never learns; every parameter should get a gradient."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.hidden.requires_grad_(False)
