"""forward returns the logits together with something else; it should return the logits alone."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        features = F.relu(self.hidden(torch.flatten(x, 1)))
        return self.out(features), features
