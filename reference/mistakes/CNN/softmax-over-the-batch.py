"""The network ends in a softmax along axis 0, over the images of the batch; there should be no softmax at all."""


class CNN(CNN):
    def forward(self, x):
        return F.softmax(super().forward(x), dim=0)
