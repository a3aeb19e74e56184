"""forward returns the hidden layer with its 128 numbers; the output layer, which makes ten of them, is missing."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        del self.out

    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return F.relu(self.hidden(torch.flatten(x, 1)))
