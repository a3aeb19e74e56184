"""The network returns 9 numbers for each image; there are ten digits, 0 to 9."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(128, 9)
