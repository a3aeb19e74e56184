"""Nothing stands between the layers, so that all of them together are no more than one linear layer; put a ReLU behind
each convolution and each hidden layer."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = convolution(x)
        return self.out(self.hidden(torch.flatten(x, 1)))
