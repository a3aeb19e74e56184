"""The network returns one number for each image; it should return ten, one for each digit."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(128, 1)
