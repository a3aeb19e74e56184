"""F.dropout drops in eval mode too unless it is told the mode: use F.dropout(x, training=self.training) or an
nn.Dropout layer."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return self.out(F.dropout(F.relu(self.hidden(torch.flatten(x, 1))), 0.25))
