"""A parameter is made that forward never uses, so it gets no gradient; use it or leave it out."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
