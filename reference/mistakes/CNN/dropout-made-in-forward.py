"""A dropout layer made inside forward is always in train mode, so it drops in eval mode too; make it in __init__."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return self.out(nn.Dropout(0.5)(F.relu(self.hidden(torch.flatten(x, 1)))))
